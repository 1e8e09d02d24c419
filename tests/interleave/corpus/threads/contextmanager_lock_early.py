# verdict: W
# holds: numbers == [2]
# blame: n
# twin: contextmanager_lock.py
# about: The context manager gives the lock back before its block runs.

import threading
from contextlib import contextmanager

lock = threading.Lock()
n = 0


@contextmanager
def locked():
    lock.acquire()
    lock.release()
    yield


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
