# verdict: X
# blame: -
# twin: dataclass_of_threads_by_identity.py
# about: A dataclass compares by value, so it has no hash, and Thread.__init__ needs one.

import threading
from dataclasses import dataclass


@dataclass
class Worker(threading.Thread):
    number: int = 0

    def __post_init__(self):
        super().__init__()

    def run(self):
        print(self.number)


workers = [Worker(1), Worker(2)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
