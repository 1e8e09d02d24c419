# verdict: OK
# verdict[cpython]: OK
# holds: numbers == [0, 0, 0] or numbers == [1, 1, 1]
# twin: comprehension_reads_twice.py
# about: The whole comprehension is under the lock that the writer takes.

import threading

shared = 0
seen = []
lock = threading.Lock()


def read():
    global seen
    with lock:
        seen = [shared for _ in "abc"]


def write():
    global shared
    with lock:
        shared = 1


ts = [threading.Thread(target=f) for f in (read, write)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(*seen)
