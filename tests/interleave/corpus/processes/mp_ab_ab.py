# verdict: OK
# methods: fork spawn
# holds: lines == ["copied", "copied"]
# twin: mp_ab_ba.py
# about: Two process locks in one order.

from multiprocessing import Lock, Process


def copy(first_lock, second_lock):
    with first_lock:
        with second_lock:
            print("copied")


if __name__ == "__main__":
    a = Lock()
    b = Lock()
    p = Process(target=copy, args=(a, b))
    q = Process(target=copy, args=(a, b))
    p.start()
    q.start()
    p.join()
    q.join()
