# verdict: OK
# holds: numbers == [2]
# twin: trylock_skips.py
# about: Whoever finds the lock taken tries again.

import threading

lock = threading.Lock()
value = 0


def work():
    global value
    while not lock.acquire(blocking=False):
        pass
    value += 1
    lock.release()


a = threading.Thread(target=work)
b = threading.Thread(target=work)
a.start()
b.start()
a.join()
b.join()
print(value)
