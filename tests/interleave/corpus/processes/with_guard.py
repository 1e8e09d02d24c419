# verdict: OK
# methods: fork spawn forkserver
# holds: sorted(numbers) == [1, 4]
# twin: no_guard.py
# about: Guarded, it works everywhere.

from multiprocessing import Process


def square(n):
    print(n * n)


if __name__ == "__main__":
    processes = [Process(target=square, args=(n,)) for n in (1, 2)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
