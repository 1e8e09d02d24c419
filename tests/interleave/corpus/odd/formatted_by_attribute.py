# verdict: W
# holds: lines == ["1 1"] or lines == ["2 2"]
# blame: -
# twin: formatted_by_attribute_locked.py
# about: "{0.x} {0.y}".format(point) looks up attributes, which somebody is just changing.

import threading


class Point:
    x = y = 1


point = Point()


def show():
    print("{0.x} {0.y}".format(point))


def move():
    point.x = 2
    point.y = 2


ts = [threading.Thread(target=f) for f in (show, move)]
for t in ts:
    t.start()
for t in ts:
    t.join()
