# verdict: OK
# holds: "[0, 1, 2]" in stdout
# twin: pool_too_small_for_its_tasks.py
# about: The first task waits for the third; the worker that is free takes it, whoever's turn it would have been.
import threading
from multiprocessing.pool import ThreadPool

ready = threading.Event()


def task(number):
    if number == 0:
        ready.wait()
    elif number == 2:
        ready.set()
    return number


with ThreadPool(2) as pool:
    print(pool.map(task, range(3), chunksize=1))
