# verdict: L
# holds: numbers == [7]
# blame: lock
# twin: lock_given_for_a_moment.py
# about: A loop asks under the lock, which whoever could answer needs.

import threading
import time

lock = threading.Lock()
items = []


def produce():
    with lock:
        items.append(7)


def consume():
    lock.acquire()
    while not items:
        time.sleep(0.01)
    print(items.pop())
    lock.release()


c = threading.Thread(target=consume)
p = threading.Thread(target=produce)
c.start()
p.start()
c.join()
p.join()
