# verdict: D
# methods: fork spawn
# blame: jobs
# twin: queue_workers.py
# about: Two workers, one end mark.

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
    for item in (1, 2, None):
        jobs.put(item)
    for w in workers:
        w.join()
