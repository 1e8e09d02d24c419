# verdict: OK
# holds: sorted(numbers) == [1, 2]
# twin: dataclass_of_threads.py
# about: With eq=False a dataclass keeps the hash of a thread.

import threading
from dataclasses import dataclass


@dataclass(eq=False)
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
