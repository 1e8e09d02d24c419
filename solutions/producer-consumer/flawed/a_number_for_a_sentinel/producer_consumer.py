from queue import Queue
from threading import Thread
import sys


def produce(queue, numbers):
    for number in numbers:
        queue.put(number)


def consume(queue, squares):
    while True:
        number = queue.get()
        if number == -1:
            break
        squares.append(number * number)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]] or range(1, 11)
    queue = Queue(maxsize=2)
    squares = []

    producer = Thread(target=produce, args=(queue, numbers))
    consumer1 = Thread(target=consume, args=(queue, squares))
    consumer2 = Thread(target=consume, args=(queue, squares))

    producer.start()
    consumer1.start()
    consumer2.start()

    producer.join()
    queue.put(-1)
    queue.put(-1)
    consumer1.join()
    consumer2.join()

    print("the sum of the squares is", sum(squares))
