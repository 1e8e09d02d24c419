# verdict: L
# holds: numbers == [0, 1]
# blame: jobs
# twin: queue_put_timeout_loop.py
# about: Nobody takes the items out: the second is put with a timeout for ever.

import queue
import threading

jobs = queue.Queue(maxsize=1)


def produce():
    for number in range(2):
        while True:
            try:
                jobs.put(number, timeout=0.1)
                break
            except queue.Full:
                pass


def consume():
    for _ in range(0):
        print(jobs.get())


p = threading.Thread(target=produce)
c = threading.Thread(target=consume)
p.start()
c.start()
p.join()
c.join()
print("all done")
