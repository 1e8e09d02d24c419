# verdict: OK
# methods: fork spawn
# holds: numbers == [1_000_000]
# twin: join_before_drain.py
# about: First taken, then joined.

from multiprocessing import Process, Queue


def compute(results):
    results.put("x" * 1_000_000)


if __name__ == "__main__":
    results = Queue()
    p = Process(target=compute, args=(results,))
    p.start()
    print(len(results.get()))
    p.join()
