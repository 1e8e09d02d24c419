# verdict: W
# holds: numbers == [1]
# blame: -
# twin: queue_object_replaced.py
# about: The feeder pickles the object after put() has come back, perhaps after it was changed.

from multiprocessing import Queue


class Box:
    def __init__(self, value):
        self.value = value


if __name__ == "__main__":
    queue = Queue()
    box = Box(1)
    queue.put(box)
    box.value = 2
    print(queue.get().value)
