from multiprocessing import Pool
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


def primes(limit):
    return sum(all(n % d for d in range(2, n)) for n in range(2, limit))


def count_all(limits):
    with Pool(os.cpu_count()) as pool:
        pool.map(count_primes, limits)
    return [primes(limit) for limit in limits]


if __name__ == "__main__":
    limits = [10, 20, 30, 40, 50, 60, 70, 80]
    print("primes below each limit:", *count_all(limits))
