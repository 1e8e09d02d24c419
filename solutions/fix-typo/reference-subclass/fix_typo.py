import multiprocessing as mp
import time


def square_numbers():
    for i in range(100):
        i * i
        time.sleep(0.1)


class Squarer(mp.Process):
    """A process that knows what to do."""

    def __init__(self, number):
        super().__init__()
        self.number = number

    def run(self):
        square_numbers()
        print("process", self.number, "done")


squarers = []
for number in range(mp.cpu_count()):
    squarer = Squarer(number)
    squarer.start()
    squarers.append(squarer)

while squarers:
    squarers.pop().join()

print("end main")
