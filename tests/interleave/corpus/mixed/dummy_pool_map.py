# verdict: OK
# holds: numbers == [1, 4]
# twin: dummy_pool_counter.py
# about: ThreadPool.map gives the results back in order.

from multiprocessing.pool import ThreadPool


def square(n):
    return n * n


with ThreadPool(2) as pool:
    print(pool.map(square, [1, 2]))
