# verdict: D
# holds: "[0, 1, 2]" in stdout
# twin: pool_waits_for_later_task.py
# about: The first task waits for the third, and the only worker there is waits in it for ever.
import threading
from multiprocessing.pool import ThreadPool

ready = threading.Event()


def task(number):
    if number == 0:
        ready.wait()
    elif number == 2:
        ready.set()
    return number


with ThreadPool(1) as pool:
    print(pool.map(task, range(3), chunksize=1))
