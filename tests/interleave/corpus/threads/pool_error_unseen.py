# verdict: W
# holds: numbers == [4]
# blame: -
# twin: pool_error_seen.py
# about: The task's exception stays in a future that nobody asks.

from concurrent.futures import ThreadPoolExecutor

shares = []


def share(n):
    shares.append(4 // n)


with ThreadPoolExecutor(max_workers=2) as pool:
    for n in (4, 2, 1, 0):
        pool.submit(share, n)
print(len(shares), "shares")
