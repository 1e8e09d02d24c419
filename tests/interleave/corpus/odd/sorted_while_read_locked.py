# verdict: OK
# holds: numbers == [3]
# twin: sorted_while_read.py
# about: Sorting and looking are under one lock.

import threading

lock = threading.Lock()
scores = [2, 3, 1]
seen = []


def tidy():
    with lock:
        scores.sort(key=lambda score: -score)


def count():
    with lock:
        seen.append(len(scores))


ts = [threading.Thread(target=f) for f in (tidy, count)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(*seen)
