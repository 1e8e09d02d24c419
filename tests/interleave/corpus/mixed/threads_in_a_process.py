# verdict: W
# methods: fork spawn
# holds: numbers == [2]
# blame: count
# twin: threads_in_a_process_locked.py
# about: A process starts two threads that race inside it.

import threading
from multiprocessing import Process

count = 0


def add():
    global count
    old = count
    count = old + 1


def job():
    threads = [threading.Thread(target=add) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print(count)


if __name__ == "__main__":
    p = Process(target=job)
    p.start()
    p.join()
