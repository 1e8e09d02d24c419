# verdict: L
# holds: True
# methods: fork spawn
# blame: done
# twin: polled_until_done.py
# about: Nobody says that all is there: the consumer asks for ever.

from multiprocessing import Event, Process, Queue
from queue import Empty


def producer(jobs, done):
    jobs.put(1)


def consumer(jobs, done):
    total = 0
    while True:
        try:
            total += jobs.get(timeout=0.1)
        except Empty:
            if done.is_set():
                break
    print(total)


if __name__ == "__main__":
    jobs, done = Queue(), Event()
    p = Process(target=producer, args=(jobs, done))
    c = Process(target=consumer, args=(jobs, done))
    p.start()
    c.start()
    p.join()
    c.join()
