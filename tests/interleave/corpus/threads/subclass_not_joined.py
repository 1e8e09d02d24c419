# verdict: W
# holds: numbers == [10, 20]
# blame: result
# twin: subclass_result.py
# about: The results are asked for before the threads are joined.

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
print(*[w.result for w in workers])
for w in workers:
    w.join()
