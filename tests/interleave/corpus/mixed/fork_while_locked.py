# verdict[fork]: D
# verdict[spawn]: OK
# methods: fork spawn
# holds: lines == ["child has it"]
# blame: lock
# twin: fork_before_threads.py
# about: Forked while a thread holds the lock, the child inherits a lock that nobody will give back.

import threading
from multiprocessing import Process

lock = threading.Lock()


def keep_busy():
    with lock:
        sum(range(10))


def child():
    with lock:
        print("child has it")


if __name__ == "__main__":
    t = threading.Thread(target=keep_busy)
    t.start()
    p = Process(target=child)
    p.start()
    t.join()
    p.join()
