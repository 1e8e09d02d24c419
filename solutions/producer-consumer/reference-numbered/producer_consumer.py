import queue
import threading
import sys

numbers = [int(word) for word in sys.argv[1:]] or list(range(1, 11))
work = queue.Queue(maxsize=2)
squares = [0] * len(numbers)


def produce():
    for place, number in enumerate(numbers):
        work.put((place, number))
    for _ in range(2):
        work.put((-1, -1))


def consume():
    while True:
        place, number = work.get()
        if place < 0:
            return
        squares[place] = number**2


threads = [threading.Thread(target=function) for function in (produce, consume, consume)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

print(squares, "make", sum(squares))
