# verdict: D
# methods: fork spawn
# blame: results
# twin: drain_before_join.py
# about: The child cannot end before its big result has left the queue, and nobody takes it before the child has ended.

from multiprocessing import Process, Queue


def compute(results):
    results.put("x" * 1_000_000)


if __name__ == "__main__":
    results = Queue()
    p = Process(target=compute, args=(results,))
    p.start()
    p.join()
    print(len(results.get()))
