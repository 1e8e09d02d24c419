# verdict: OK
# holds: numbers == [2]
# twin: own_getattribute.py
# about: The same under a lock.

import threading


class Counter:
    def __init__(self):
        self.hits = 0

    def __getattribute__(self, name):
        return object.__getattribute__(self, name)


counter = Counter()
lock = threading.Lock()


def hit():
    with lock:
        counter.hits += 1


ts = [threading.Thread(target=hit) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(counter.hits)
