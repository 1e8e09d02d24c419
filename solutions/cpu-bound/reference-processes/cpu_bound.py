"""Jeder Prozess nimmt jede dritte Grenze (bei drei CPUs)."""
import multiprocessing as mp

CPUS = mp.cpu_count()


def count_primes(limit: int) -> int:
    """Wie viele Primzahlen liegen unter der Grenze?"""
    found = 0
    for number in range(2, limit):
        for divisor in range(2, number):
            if number % divisor == 0:
                break
        else:
            found += 1
    return found


def work(first: int, limits: list[int], results) -> None:
    for place in range(first, len(limits), CPUS):
        results.put((place, count_primes(limits[place])))


def count_all(limits: list[int]) -> list[int]:
    results = mp.Queue()
    workers = [mp.Process(target=work, args=(first, limits, results)) for first in range(CPUS)]
    for worker in workers:
        worker.start()
    found = dict(results.get() for _ in limits)
    for worker in workers:
        worker.join()
    return [found[place] for place in range(len(limits))]


def main() -> None:
    for count in count_all([10, 20, 30, 40, 50, 60, 70, 80]):
        print("\033[1m", count, "\033[0m", sep="")


if __name__ == "__main__":
    main()
