# verdict: OK
# holds: numbers == [1, 2, 3, 4]
# twin: iterator_of_ones_own.py
# about: next() of an object with a __next__ is a call of it, so its lock is enough.

import threading

class Tickets:
    def __init__(self):
        self.source = iter(range(1, 100))
        self.lock = threading.Lock()
    def __iter__(self):
        return self
    def __next__(self):
        with self.lock:
            return next(self.source)

source = Tickets()
drawn = []

def customer():
    for _ in range(2):
        drawn.append(next(source))

ts = [threading.Thread(target=customer) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
print(sorted(drawn))
