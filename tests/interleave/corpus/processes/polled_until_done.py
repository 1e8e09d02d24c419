# verdict: OK
# holds: numbers == [1]
# methods: fork spawn
# twin: ../threads/polling_never_done.py
# about: A process asks its queue again and again, each time for a while, until it is empty and the producer is done.

import queue
from multiprocessing import Event, Process, Queue


def produce(items, done):
    items.put(1)
    done.set()


def consume(items, done):
    while True:
        try:
            print(items.get(timeout=0.1))
        except queue.Empty:
            if done.is_set():
                return


if __name__ == "__main__":
    items, done = Queue(), Event()
    processes = [Process(target=run, args=(items, done)) for run in (produce, consume)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
