# verdict: OK
# methods: fork spawn
# holds: lines == ["child has it"]
# twin: fork_while_locked.py
# about: Processes first, threads afterwards.

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
    p = Process(target=child)
    p.start()
    t = threading.Thread(target=keep_busy)
    t.start()
    t.join()
    p.join()
