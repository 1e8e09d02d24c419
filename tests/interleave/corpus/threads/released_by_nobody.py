# verdict: X
# blame: lock
# twin: trylock_retry.py
# about: acquire(blocking=False) may fail; the release in finally then fails as well.

import threading

lock = threading.Lock()


def work():
    try:
        lock.acquire(blocking=False)
        print("working")
    finally:
        lock.release()


a = threading.Thread(target=work)
b = threading.Thread(target=work)
a.start()
b.start()
a.join()
b.join()
