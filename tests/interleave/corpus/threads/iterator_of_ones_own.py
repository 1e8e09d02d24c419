# verdict: W
# holds: numbers == [1, 2, 3, 4]
# blame: n
# twin: iterator_of_ones_own_locked.py
# about: A class with a __next__ hands out numbers to two threads, some of them twice.

import threading
class Count:
    def __init__(self):
        self.n = 0
    def __iter__(self):
        return self
    def __next__(self):
        if self.n >= 4:
            raise StopIteration
        self.n += 1
        return self.n

source = Count()
drawn = []

def customer():
    for _ in range(2):
        drawn.append(next(source, None))

ts = [threading.Thread(target=customer) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
print(sorted(drawn))
