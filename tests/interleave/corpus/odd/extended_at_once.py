# verdict: OK
# holds: numbers in ([0], [2])
# twin: extended_bit_by_bit.py
# about: What is made beforehand is added in one step.

import threading

names = []
seen = []


def fill():
    names.extend([n for n in range(2)])


def look():
    seen.append(len(names))


ts = [threading.Thread(target=f) for f in (fill, look)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(*seen)
