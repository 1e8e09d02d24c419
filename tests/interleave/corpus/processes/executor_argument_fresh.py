# verdict: OK
# holds: numbers == [1]
# twin: executor_argument_changed.py
# about: Each call has a list of its own.

from concurrent.futures import ProcessPoolExecutor


def first(items):
    return items[0]


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        items = [1]
        future = pool.submit(first, items)
        items = [2]
        print(future.result())
