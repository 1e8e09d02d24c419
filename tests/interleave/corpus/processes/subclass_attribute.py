# verdict: W
# methods: fork spawn
# holds: numbers == [12]
# blame: -
# twin: subclass_queue.py
# about: self.result is set in the child's copy of the object.

from multiprocessing import Process


class Doubler(Process):
    def __init__(self, n):
        super().__init__()
        self.n = n
        self.result = 0

    def run(self):
        self.result = 2 * self.n


if __name__ == "__main__":
    d = Doubler(6)
    d.start()
    d.join()
    print(d.result)
