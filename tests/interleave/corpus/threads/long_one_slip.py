# verdict: W
# holds: numbers == [80]
# blame: count
# twin: long_locked.py
# about: Forty rounds with the lock, and a single one, in the middle, without it.

import threading

count = 0
lock = threading.Lock()


def add():
    global count
    for n in range(40):
        if n == 20:
            count = count + 1
        else:
            with lock:
                count = count + 1


pair = [threading.Thread(target=add) for _ in range(2)]
for t in pair:
    t.start()
for t in pair:
    t.join()
print(count)
