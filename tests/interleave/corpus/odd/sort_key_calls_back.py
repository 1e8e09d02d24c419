# verdict: W
# holds: numbers == [6]
# blame: calls
# twin: ../threads/counter_object_locked.py
# about: list.sort calls the student's key function, and that one counts.

import threading

calls = 0


def key(n):
    global calls
    before = calls
    calls = before + 1
    return -n


def work():
    [3, 1, 2].sort(key=key)


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(calls)
