# verdict: OK
# holds: lines == ["1 1"] or lines == ["2 2"]
# twin: formatted_by_attribute.py
# about: Both hold one lock.

import threading


class Point:
    x = y = 1


point = Point()
lock = threading.Lock()


def show():
    with lock:
        print("{0.x} {0.y}".format(point))


def move():
    with lock:
        point.x = 2
        point.y = 2


ts = [threading.Thread(target=f) for f in (show, move)]
for t in ts:
    t.start()
for t in ts:
    t.join()
