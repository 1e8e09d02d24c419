from multiprocessing import Array, Process


def count_primes(limit):
    found = 0
    for number in range(2, limit):
        for divisor in range(2, number):
            if number % divisor == 0:
                break
        else:
            found += 1
    return found


def into(counts, place, limit):
    counts[place] = count_primes(limit)


def count_all(limits):
    counts = Array("i", len(limits) + 1)
    for place, limit in enumerate(limits):
        process = Process(target=into, args=(counts, place, limit))
        process.start()
        process.join()
    return counts[: len(limits)]


if __name__ == "__main__":
    limits = [10, 20, 30, 40, 50, 60, 70, 80]
    print("primes below each limit:", *count_all(limits))
