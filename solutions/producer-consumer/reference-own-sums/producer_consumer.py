from queue import Queue
from threading import Lock, Thread
import sys

END = object()
total = 0
lock = Lock()


class Producer(Thread):
    def __init__(self, queue, numbers):
        super().__init__()
        self.queue, self.numbers = queue, numbers

    def run(self):
        produce(self.queue, self.numbers)
        self.queue.put(END)


def produce(queue, numbers):
    for number in numbers:
        queue.put(number)


def consume(queue):
    global total
    mine = 0
    while True:
        number = queue.get()
        if number is END:
            queue.put(END)
            break
        mine += number * number
    with lock:
        total += mine


if __name__ == "__main__":
    numbers = list(map(int, sys.argv[1:])) or list(range(1, 11))
    queue = Queue(maxsize=2)
    threads = [Producer(queue, numbers), Thread(target=consume, args=[queue]), Thread(target=lambda: consume(queue))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
