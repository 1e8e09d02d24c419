# verdict: OK
# holds: numbers == [5]
# twin: pool_counter.py
# about: The results come back by map, nothing is shared.

from concurrent.futures import ThreadPoolExecutor


def task(n):
    return n * n


with ThreadPoolExecutor(max_workers=2) as pool:
    print(sum(pool.map(task, [1, 2])))
