# verdict: X
# may: W
# holds: sum(numbers) == 6
# blame: -
# twin: generator_used_up_twice_locked.py
# about: Two builtins use up one generator: whoever comes while it works is refused.

import threading


def measured(value):
    return value


values = (measured(n) for n in [1, 2, 3])
sums = []


def add_up():
    sums.append(sum(values))


def spread():
    sums.append(sum([*values]))


ts = [threading.Thread(target=f) for f in (add_up, spread)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(*sums)
