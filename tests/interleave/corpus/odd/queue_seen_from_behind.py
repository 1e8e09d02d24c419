# verdict: W
# holds: numbers == [0]
# blame: -
# twin: ../threads/queue_sentinel.py
# about: Looks at the deque inside a queue, into which another thread puts something.

import queue
import threading

jobs = queue.Queue()


def fill():
    jobs.put("job")


def look():
    print(len(jobs.queue))


ts = [threading.Thread(target=f) for f in (fill, look)]
for t in ts:
    t.start()
for t in ts:
    t.join()
