from multiprocessing import Process, SimpleQueue
import sys

total = 0


def add_up(limit):
    global total
    for number in range(limit):
        total += number


class Adder(Process):
    def __init__(self, limit):
        super().__init__()
        self.limit = limit
        self.found = SimpleQueue()

    def run(self):
        add_up(self.limit)
        self.found.put(total)


if __name__ == "__main__":
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 100

    adder = Adder(limit)
    adder.start()
    adder.join()

    print("the total is", adder.found.get())
