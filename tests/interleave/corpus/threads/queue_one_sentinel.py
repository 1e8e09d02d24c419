# verdict: D
# blame: jobs
# twin: queue_sentinel.py
# about: Only one of the two consumers gets the end mark.

import queue
import threading

jobs = queue.Queue()


def consumer():
    while True:
        job = jobs.get()
        if job is None:
            break
        print(job * job)


consumers = [threading.Thread(target=consumer) for _ in range(2)]
for c in consumers:
    c.start()
for n in (1, 2, 3):
    jobs.put(n)
jobs.put(None)
for c in consumers:
    c.join()
