from concurrent.futures import ProcessPoolExecutor, as_completed
import os


def count_primes(limit):
    found = 0
    for number in range(2, limit):
        for divisor in range(2, number):
            if number % divisor == 0:
                break
        else:
            found += 1
    return found


def count_all(limits):
    if len(limits) == 0:
        return []
    with ProcessPoolExecutor(min(len(limits), os.cpu_count())) as executor:
        futures = {executor.submit(count_primes, limit): place for place, limit in enumerate(limits)}
        counts = [0] * len(limits)
        for future in as_completed(futures):
            counts[futures[future]] = future.result()
    return counts


if __name__ == "__main__":
    limits = [10, 20, 30, 40, 50, 60, 70, 80]
    print("primes below each limit:", *count_all(limits))
