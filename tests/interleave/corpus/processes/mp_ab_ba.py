# verdict: D
# methods: fork spawn
# blame: lock
# twin: mp_ab_ab.py
# about: Two process locks in opposite order.

from multiprocessing import Lock, Process


def copy(first_lock, second_lock):
    with first_lock:
        with second_lock:
            print("copied")


if __name__ == "__main__":
    a = Lock()
    b = Lock()
    p = Process(target=copy, args=(a, b))
    q = Process(target=copy, args=(b, a))
    p.start()
    q.start()
    p.join()
    q.join()
