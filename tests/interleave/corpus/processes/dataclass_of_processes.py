# verdict: X
# blame: -
# about: A dataclass compares by value, so it has no hash, and Process.__init__ needs one.

from dataclasses import dataclass
from multiprocessing import Process


@dataclass
class Worker(Process):
    number: int = 0

    def __post_init__(self):
        super().__init__()

    def run(self):
        print(self.number)


if __name__ == "__main__":
    worker = Worker(1)
    worker.start()
    worker.join()
