# verdict: OK
# holds: sorted(numbers) == [1, 4, 9]
# twin: queue_one_sentinel.py
# about: One producer, two consumers, one end mark for each.

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
for _ in consumers:
    jobs.put(None)
for c in consumers:
    c.join()
