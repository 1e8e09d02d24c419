# verdict: W
# holds: sorted(numbers) in ([3, 3], [0, 3])
# blame: shared
# twin: ../threads/dict_copied_under_lock.py
# about: A generator expression walks through a list while the other thread empties it.

import threading

shared = [1, 2]
sums = []


def add_up():
    sums.append(sum(n for n in shared))


def drain():
    taken = [shared.pop() for _ in range(2)]
    sums.append(sum(taken))


ts = [threading.Thread(target=f) for f in (add_up, drain)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(*sums)
