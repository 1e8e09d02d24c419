# verdict: OK
# holds: sorted(lines) == ["first", "second"]
# twin: ab_ba.py
# about: The same order everywhere.

from threading import Lock, Thread

lock_a = Lock()
lock_b = Lock()


def first():
    with lock_a:
        with lock_b:
            print("first")


def second():
    with lock_a:
        with lock_b:
            print("second")


t1 = Thread(target=first)
t2 = Thread(target=second)
t1.start()
t2.start()
t1.join()
t2.join()
