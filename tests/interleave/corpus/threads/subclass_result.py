# verdict: OK
# holds: numbers == [10, 20]
# twin: super_forgotten.py
# about: A subclass of Thread keeps its result for later.

import threading


class Worker(threading.Thread):
    def __init__(self, n):
        super().__init__()
        self.n = n
        self.result = None

    def run(self):
        self.result = 10 * self.n


workers = [Worker(1), Worker(2)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(*[w.result for w in workers])
