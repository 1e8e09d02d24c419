# verdict: W
# verdict[cpython]: OK
# holds: numbers == [2]
# blame: counts
# twin: list_item_locked.py
# about: `counts[0] += 1` is a read and a write as well.

from threading import Thread

counts = [0]


def bump():
    counts[0] += 1


x = Thread(target=bump)
y = Thread(target=bump)
x.start()
y.start()
x.join()
y.join()
print(counts[0])
