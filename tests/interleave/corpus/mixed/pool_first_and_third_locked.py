# verdict: OK
# holds: numbers[0] == 2
# twin: pool_first_and_third.py
# about: The first task and the third may be under way together, and each locks.
from multiprocessing.pool import ThreadPool
from threading import Lock

n = 0
lock = Lock()


def add():
    global n
    with lock:
        n += 1


def other():
    return 1


with ThreadPool(2) as pool:
    jobs = [pool.apply_async(task) for task in (add, other, add)]
    for job in jobs:
        job.get()
print(n)
