# verdict: OK
# holds: numbers == [5]
# twin: executor_global.py
# about: Results come back with their futures.

from concurrent.futures import ProcessPoolExecutor, as_completed

def square(n):
    return n * n

if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as pool:
        futures = {pool.submit(square, n): n for n in range(3)}
        total = 0
        for done in as_completed(futures):
            total += done.result()
    print(total)
