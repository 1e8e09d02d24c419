# verdict: W
# verdict[cpython]: W
# holds: numbers == [0, 0, 0] or numbers == [1, 1, 1]
# blame: shared
# twin: comprehension_reads_twice_locked.py
# about: Each round of a comprehension reads the global again, and CPython, too, may switch in between.

import threading

shared = 0
seen = []


def read():
    global seen
    seen = [shared for _ in "abc"]


def write():
    global shared
    shared = 1


ts = [threading.Thread(target=f) for f in (read, write)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(*seen)
