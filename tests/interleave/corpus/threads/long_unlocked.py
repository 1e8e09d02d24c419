# verdict: W
# holds: numbers == [600]
# blame: count
# twin: long_locked.py
# about: Three hundred additions each: too many orders to try all, quickly found all the same.

import threading

count = 0


def add():
    global count
    for _ in range(300):
        count = count + 1


pair = [threading.Thread(target=add) for _ in range(2)]
for t in pair:
    t.start()
for t in pair:
    t.join()
print(count)
