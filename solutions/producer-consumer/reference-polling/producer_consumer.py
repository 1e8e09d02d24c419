from queue import Empty, Queue
from threading import Event, Thread
import sys


def produce(queue, numbers, done):
    for number in numbers:
        queue.put(number)
    done.set()


def consume(queue, squares, done):
    while True:
        no_more = done.is_set()
        try:
            number = queue.get(timeout=0.1)
        except Empty:
            if no_more:
                break
        else:
            squares.append(number * number)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]] or range(1, 11)
    queue = Queue(maxsize=2)
    squares = []
    done = Event()

    producer = Thread(target=produce, args=(queue, numbers, done))
    consumer1 = Thread(target=consume, args=(queue, squares, done))
    consumer2 = Thread(target=consume, args=(queue, squares, done))

    producer.start()
    consumer1.start()
    consumer2.start()

    producer.join()
    consumer1.join()
    consumer2.join()

    print("the sum of the squares is", sum(squares))
