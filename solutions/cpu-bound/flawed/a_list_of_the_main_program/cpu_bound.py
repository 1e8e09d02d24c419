from multiprocessing import Process


def count_primes(limit):
    found = 0
    for number in range(2, limit):
        for divisor in range(2, number):
            if number % divisor == 0:
                break
        else:
            found += 1
    return found


counts = []


def count(limit):
    counts.append(count_primes(limit))


def count_all(limits):
    processes = [Process(target=count, args=(limit,)) for limit in limits]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counts


if __name__ == "__main__":
    limits = [10, 20, 30, 40, 50, 60, 70, 80]
    print("primes below each limit:", *count_all(limits))
