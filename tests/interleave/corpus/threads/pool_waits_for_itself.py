# verdict: D
# blame: pool
# twin: pool_two_workers.py
# about: The only worker waits for a task that only it could do.

from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(max_workers=1)


def inner():
    return 20


def outer():
    future = pool.submit(inner)
    return future.result() + 1


print(pool.submit(outer).result())
pool.shutdown()
