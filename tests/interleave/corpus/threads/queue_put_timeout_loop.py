# verdict: OK
# holds: numbers == [0, 1]
# twin: queue_put_timeout_for_ever.py
# about: An item is put with a timeout until there is room.

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
    for _ in range(2):
        print(jobs.get())


p = threading.Thread(target=produce)
c = threading.Thread(target=consume)
p.start()
c.start()
p.join()
c.join()
print("all done")
