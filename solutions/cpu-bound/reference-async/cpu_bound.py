from multiprocessing import cpu_count, get_context


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
    pool = get_context("spawn").Pool(processes=cpu_count())
    results = [pool.apply_async(count_primes, [limit]) for limit in limits]
    pool.close()
    counts = [result.get() for result in results]
    pool.join()
    return counts


if __name__ == "__main__":
    limits = [10, 20, 30, 40, 50, 60, 70, 80]
    print("primes below each limit:", *count_all(limits))
