# verdict: OK
# holds: numbers == [2]
# twin: own_spin_lock.py
# about: A generator-based context manager around a real lock.

import threading
from contextlib import contextmanager

lock = threading.Lock()
n = 0


@contextmanager
def locked():
    lock.acquire()
    try:
        yield
    finally:
        lock.release()


def work():
    global n
    with locked():
        old = n
        n = old + 1


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(n)
