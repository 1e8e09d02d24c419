# verdict: W
# holds: numbers == [3]
# blame: scores
# twin: sorted_while_read_locked.py
# about: list.sort empties the list while it calls the key function, and another thread looks at it then.

import threading

scores = [2, 3, 1]
seen = []


def tidy():
    scores.sort(key=lambda score: -score)


def count():
    seen.append(len(scores))


ts = [threading.Thread(target=f) for f in (tidy, count)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(*seen)
