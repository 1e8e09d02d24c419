# verdict: W
# holds: numbers == [2]
# blame: lock
# twin: trylock_retry.py
# about: Whoever finds the lock taken gives up, and its update with it.

import threading

lock = threading.Lock()
value = 0


def work():
    global value
    if lock.acquire(blocking=False):
        value += 1
        lock.release()


a = threading.Thread(target=work)
b = threading.Thread(target=work)
a.start()
b.start()
a.join()
b.join()
print(value)
