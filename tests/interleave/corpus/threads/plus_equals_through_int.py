# verdict: W
# holds: numbers == [4]
# blame: count
# twin: plus_equals_loop_locked.py
# about: `count = int(count) + 1` loses updates on every CPython: the call lets others in.

import threading

count = 0


def worker():
    global count
    for _ in range(2):
        count = int(count) + 1


pair = [threading.Thread(target=worker) for _ in range(2)]
for t in pair:
    t.start()
for t in pair:
    t.join()
print(count)
