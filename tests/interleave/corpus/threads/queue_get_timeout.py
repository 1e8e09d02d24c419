# verdict: OK
# holds: sorted(numbers) == [0, 1]
# twin: queue_empty_then_get.py
# about: The worker goes home when nothing has come for a second; everything was there before it began.

import queue
import threading

jobs = queue.Queue()
jobs.put(0)
jobs.put(1)


def worker():
    try:
        while True:
            print(jobs.get(timeout=1))
    except queue.Empty:
        pass


crew = [threading.Thread(target=worker) for _ in range(2)]
for t in crew:
    t.start()
for t in crew:
    t.join()
