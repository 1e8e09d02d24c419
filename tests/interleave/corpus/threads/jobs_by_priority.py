# verdict: OK
# holds: numbers == [5]
# about: Two workers with a threading.local each, a PriorityQueue before and a SimpleQueue behind them.

import queue
import threading

here = threading.local()
jobs = queue.PriorityQueue()
out = queue.SimpleQueue()

def worker():
    here.done = 0
    while True:
        priority, job = jobs.get()
        if job is None:
            break
        here.done += job
    out.put(here.done)

ts = [threading.Thread(target=worker) for _ in range(2)]
for t in ts: t.start()
jobs.put((0, 5))
for _ in ts:
    jobs.put((99, None))
for t in ts: t.join()
print(out.get() + out.get())
