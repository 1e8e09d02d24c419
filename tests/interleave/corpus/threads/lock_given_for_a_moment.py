# verdict: OK
# holds: numbers == [7]
# twin: lock_given_for_a_moment_in_vain.py
# about: A loop asks under the lock, and gives it back for a moment before it asks again.

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
