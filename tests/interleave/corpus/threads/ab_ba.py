# verdict: D
# blame: lock_a
# twin: ab_ab.py
# about: Two locks taken in opposite order.

from threading import Lock, Thread

lock_a = Lock()
lock_b = Lock()


def first():
    with lock_a:
        with lock_b:
            print("first")


def second():
    with lock_b:
        with lock_a:
            print("second")


t1 = Thread(target=first)
t2 = Thread(target=second)
t1.start()
t2.start()
t1.join()
t2.join()
