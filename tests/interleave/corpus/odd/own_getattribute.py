# verdict: W
# holds: numbers == [2]
# blame: hits
# twin: own_getattribute_locked.py
# about: Every attribute is looked up by code of the program's own.

import threading


class Counter:
    def __init__(self):
        self.hits = 0

    def __getattribute__(self, name):
        return object.__getattribute__(self, name)


counter = Counter()


def hit():
    counter.hits += 1


ts = [threading.Thread(target=hit) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(counter.hits)
