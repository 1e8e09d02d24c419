import sys
from queue import Empty, Queue
from threading import Thread


def produce(queue, numbers):
    for number in numbers:
        queue.put(number)


def consume(queue, squares):
    while True:
        try:
            number = queue.get(timeout=2)
        except Empty:
            break
        squares.append(number**2)


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
    consumer1.join()
    consumer2.join()

    print("the sum of the squares is", sum(squares))
