# verdict: W
# holds: numbers in ([0], [2])
# blame: names
# twin: extended_at_once.py
# about: A list that is extended from a generator grows item by item.

import threading

names = []
seen = []


def fill():
    names.extend(n for n in range(2))


def look():
    seen.append(len(names))


ts = [threading.Thread(target=f) for f in (fill, look)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(*seen)
