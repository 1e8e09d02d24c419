# verdict: W
# holds: numbers == [2]
# blame: n
# twin: lock_in_contextmanager.py
# about: Something that is called Lock and does nothing.

import contextlib
import threading


class Lock(contextlib.nullcontext):
    pass


lock = Lock()
n = 0


def work():
    global n
    with lock:
        old = n
        n = old + 1


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(n)
