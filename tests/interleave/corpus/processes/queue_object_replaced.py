# verdict: OK
# holds: numbers == [1]
# twin: queue_object_changed.py
# about: Another object, so that the first stays as it was put.

from multiprocessing import Queue


class Box:
    def __init__(self, value):
        self.value = value


if __name__ == "__main__":
    queue = Queue()
    box = Box(1)
    queue.put(box)
    box = Box(2)
    print(queue.get().value)
