# verdict: D
# methods: fork spawn
# blame: lock
# twin: process_event.py
# about: A thread lock and a process lock in opposite order.

import multiprocessing
import threading


def first(a, b):
    with a:
        with b:
            print("first")


if __name__ == "__main__":
    thread_lock = threading.Lock()
    process_lock = multiprocessing.Lock()
    t = threading.Thread(target=first, args=(thread_lock, process_lock))
    u = threading.Thread(target=first, args=(process_lock, thread_lock))
    t.start()
    u.start()
    t.join()
    u.join()
