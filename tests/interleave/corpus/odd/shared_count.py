# verdict: OK
# holds: numbers == [1, 2]
# twin: shared_generator.py
# about: itertools.count hands out each number once.

import itertools
import threading

machine = itertools.count(1)
drawn = []


def visitor():
    drawn.append(next(machine))


ts = [threading.Thread(target=visitor) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(drawn))
