# verdict: OK
# holds: sum(numbers) == 6
# twin: generator_used_up_twice.py
# about: One after the other, the second finds nothing left.

import threading


def measured(value):
    return value


values = (measured(n) for n in [1, 2, 3])
sums = []
lock = threading.Lock()


def add_up():
    with lock:
        sums.append(sum(values))


def spread():
    with lock:
        sums.append(sum([*values]))


ts = [threading.Thread(target=f) for f in (add_up, spread)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(*sums)
