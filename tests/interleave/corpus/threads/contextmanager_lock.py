# verdict: OK
# holds: numbers == [2]
# twin: contextmanager_lock_early.py
# about: A context manager of one's own holds the lock while its block runs.

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
        n += 1


threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(n)
