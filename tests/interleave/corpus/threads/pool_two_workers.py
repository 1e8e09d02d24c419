# verdict: OK
# holds: numbers == [21]
# twin: pool_waits_for_itself.py
# about: A second worker can do the inner task.

from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(max_workers=2)


def inner():
    return 20


def outer():
    future = pool.submit(inner)
    return future.result() + 1


print(pool.submit(outer).result())
pool.shutdown()
