# verdict: OK
# holds: numbers == [2, 4]
# twin: set_of_futures.py
# about: The list knows the order, whatever set `wait` gives.

from concurrent.futures import ThreadPoolExecutor, wait


def double(number):
    return 2 * number


with ThreadPoolExecutor(2) as pool:
    futures = [pool.submit(double, number) for number in (1, 2)]
    wait(futures)
print([future.result() for future in futures])
