# verdict: OK
# methods: fork spawn
# holds: sorted(numbers) == [10, 20]
# twin: queue_workers_one_end.py
# about: Two workers, an end mark for each.

from multiprocessing import Process, Queue


def worker(jobs):
    while True:
        n = jobs.get()
        if n is None:
            break
        print(10 * n)


if __name__ == "__main__":
    jobs = Queue()
    workers = [Process(target=worker, args=(jobs,)) for _ in range(2)]
    for w in workers:
        w.start()
    for item in (1, 2, None, None):
        jobs.put(item)
    for w in workers:
        w.join()
