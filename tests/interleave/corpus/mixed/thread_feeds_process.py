# verdict: OK
# methods: fork spawn
# holds: numbers == [3]
# twin: thread_queue_for_processes.py
# about: A thread of main feeds a process through a multiprocessing.Queue.

import threading
from multiprocessing import Process, Queue


def add_up(jobs):
    total = 0
    while (n := jobs.get()) is not None:
        total += n
    print(total)


def feed(jobs):
    for n in (1, 2, None):
        jobs.put(n)


if __name__ == "__main__":
    jobs = Queue()
    p = Process(target=add_up, args=(jobs,))
    p.start()
    t = threading.Thread(target=feed, args=(jobs,))
    t.start()
    t.join()
    p.join()
