from queue import Queue
from threading import Thread
import sys


def produce(queue, numbers):
    for number in numbers:
        queue.put(number)


def consume(queue):
    while True:
        number = queue.get()
        if number is None:
            break


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]] or range(1, 11)
    queue = Queue(maxsize=2)

    producer = Thread(target=produce, args=(queue, numbers))
    consumer1 = Thread(target=consume, args=(queue,))
    consumer2 = Thread(target=consume, args=(queue,))

    producer.start()
    consumer1.start()
    consumer2.start()

    producer.join()
    queue.put(None)
    queue.put(None)
    consumer1.join()
    consumer2.join()

    print("the sum of the squares is", sum(number * number for number in numbers))
