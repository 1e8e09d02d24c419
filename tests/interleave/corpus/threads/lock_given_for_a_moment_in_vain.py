# verdict: L
# holds: True
# blame: items
# twin: lock_given_for_a_moment.py
# about: What the loop asks for under the lock never comes.

import threading
import time

lock = threading.Lock()
items = []


def produce():
    with lock:
        items.clear()


def consume():
    lock.acquire()
    while not items:
        lock.release()
        time.sleep(0.01)
        lock.acquire()
    print(items.pop())
    lock.release()


c = threading.Thread(target=consume)
p = threading.Thread(target=produce)
c.start()
p.start()
c.join()
p.join()
