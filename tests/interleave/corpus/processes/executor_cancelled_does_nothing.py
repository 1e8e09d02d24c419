# verdict: OK
# holds: numbers[0] == numbers[1]
# about: A call that was cancelled is not made.

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Manager


def add(calls):
    calls.append(1)


if __name__ == "__main__":
    with Manager() as manager:
        calls = manager.list()
        with ProcessPoolExecutor(max_workers=1) as pool:
            future = pool.submit(add, calls)
            done = not future.cancel()
        print(int(done), len(calls))
