# verdict: W
# holds: numbers == [2, 4]
# twin: set_of_futures_in_order.py
# about: What `wait` gives is a set: its results come in any order.

from concurrent.futures import ThreadPoolExecutor, wait


def double(number):
    return 2 * number


with ThreadPoolExecutor(2) as pool:
    done, _ = wait([pool.submit(double, number) for number in (1, 2)])
print([future.result() for future in done])
