from multiprocessing import Process, Queue
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


def work(tasks, answers, count=count_primes):
    while True:
        task = tasks.get()
        if task is None:
            return
        place, limit = task
        answers.put((place, count(limit)))


def count_all(limits):
    tasks, answers = Queue(), Queue()
    workers = [Process(target=work, args=(tasks, answers)) for _ in range(os.cpu_count())]
    for worker in workers:
        worker.start()
    for task in enumerate(limits):
        tasks.put(task)
    for _ in workers:
        tasks.put(None)
    found = dict(answers.get() for _ in limits)
    for worker in workers:
        worker.join()
    return [found[place] for place in range(len(limits))]


if __name__ == "__main__":
    limits = [10, 20, 30, 40, 50, 60, 70, 80]
    counts = count_all(limits)
    assert counts == sorted(counts)
    print("primes below each limit:", *counts)
