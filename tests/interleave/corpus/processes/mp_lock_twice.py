# verdict: D
# methods: fork spawn
# blame: lock
# twin: mp_rlock_twice.py
# about: A Lock taken twice by one process.

from multiprocessing import Lock, Process


def outer(lock):
    with lock:
        inner(lock)


def inner(lock):
    with lock:
        print("inner")


if __name__ == "__main__":
    lock = Lock()
    p = Process(target=outer, args=(lock,))
    p.start()
    p.join()
