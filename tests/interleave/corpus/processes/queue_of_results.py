# verdict: OK
# methods: fork spawn
# holds: numbers == [5]
# twin: global_not_shared.py
# about: Each process sends its result through a queue.

from multiprocessing import Process, Queue


def square(n, results):
    results.put(n * n)


if __name__ == "__main__":
    results = Queue()
    processes = [Process(target=square, args=(n, results)) for n in (1, 2)]
    for p in processes:
        p.start()
    total = results.get() + results.get()
    for p in processes:
        p.join()
    print(total)
