# verdict: OK
# methods: fork spawn
# holds: lines == ["inner"]
# twin: mp_lock_twice.py
# about: An RLock may be taken twice.

from multiprocessing import Process, RLock


def outer(lock):
    with lock:
        inner(lock)


def inner(lock):
    with lock:
        print("inner")


if __name__ == "__main__":
    lock = RLock()
    p = Process(target=outer, args=(lock,))
    p.start()
    p.join()
