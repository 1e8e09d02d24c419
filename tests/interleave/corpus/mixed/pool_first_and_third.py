# verdict: W
# holds: numbers[0] == 2
# blame: n
# twin: pool_first_and_third_locked.py
# about: The first task and the third race, since the worker that is done with the second takes the third.
from multiprocessing.pool import ThreadPool

n = 0


def add():
    global n
    n += 1


def other():
    return 1


with ThreadPool(2) as pool:
    jobs = [pool.apply_async(task) for task in (add, other, add)]
    for job in jobs:
        job.get()
print(n)
