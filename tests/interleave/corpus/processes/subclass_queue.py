# verdict: OK
# methods: fork spawn
# holds: numbers == [12]
# twin: subclass_attribute.py
# about: A subclass of Process sends its result.

from multiprocessing import Process, SimpleQueue


class Doubler(Process):
    def __init__(self, n, out):
        super().__init__()
        self.n = n
        self.out = out

    def run(self):
        self.out.put(2 * self.n)


if __name__ == "__main__":
    out = SimpleQueue()
    d = Doubler(6, out)
    d.start()
    print(out.get())
    d.join()
