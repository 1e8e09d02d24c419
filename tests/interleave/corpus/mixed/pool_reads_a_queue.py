# verdict: OK
# holds: numbers == [5]
# twin: pool_reads_ahead.py
# about: What is read is put in only when imap has come back: the pool's thread waits for it.

from multiprocessing.pool import ThreadPool
from queue import Queue


def source(queue):
    while (item := queue.get()) is not None:
        yield item


def square(number):
    return number * number


if __name__ == "__main__":
    queue = Queue()
    with ThreadPool(1) as pool:
        results = pool.imap(square, source(queue))
        for number in range(3):
            queue.put(number)
        queue.put(None)
        print(sum(results))
