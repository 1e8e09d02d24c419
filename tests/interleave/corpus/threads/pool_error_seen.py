# verdict: OK
# holds: numbers == [4]
# twin: pool_error_unseen.py
# about: as_completed and result(): the exception is met where it is asked for.

from concurrent.futures import ThreadPoolExecutor, as_completed


def share(n):
    return 4 // n


shares = []
with ThreadPoolExecutor(max_workers=2) as pool:
    futures = [pool.submit(share, n) for n in (4, 0)]
    for future in as_completed(futures):
        try:
            shares.append(future.result())
        except ZeroDivisionError:
            shares.append(3)
print(sum(shares))
