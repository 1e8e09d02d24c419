from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
import sys
import time


def compute(number):
    """Imagine a second of computing here."""
    return number * number


def wait(number):
    time.sleep(1)
    return number * number


if __name__ == "__main__":
    way = sys.argv[1]

    if way == "a":
        with ThreadPoolExecutor(4) as pool:
            print(list(pool.map(compute, range(4))))
    if way == "b":
        with ProcessPoolExecutor(4) as pool:
            print(list(pool.map(compute, range(4))))
    if way == "c":
        with ThreadPoolExecutor(4) as pool:
            print(list(pool.map(wait, range(4))))
