# verdict: W
# holds: numbers == [1]
# blame: -
# twin: executor_argument_fresh.py
# about: An argument is pickled after submit() has come back, perhaps after it was changed.

from concurrent.futures import ProcessPoolExecutor


def first(items):
    return items[0]


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        items = [1]
        future = pool.submit(first, items)
        items[0] = 2
        print(future.result())
