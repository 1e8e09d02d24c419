# verdict: OK
# methods: fork spawn
# holds: numbers == [2]
# twin: threads_in_a_process.py
# about: A threading.Lock is right for threads of one process.

import threading
from multiprocessing import Process

count = 0
lock = threading.Lock()


def add():
    global count
    with lock:
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
