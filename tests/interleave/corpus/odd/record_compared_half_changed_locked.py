# verdict: OK
# holds: stdout.strip() != 'torn'
# blame: -
# twin: record_compared_half_changed.py
# about: Moving and looking are under one lock.

import threading
from dataclasses import dataclass


@dataclass
class Point:
    x: int = 0
    y: int = 0


point = Point()
lock = threading.Lock()
seen = []


def move():
    with lock:
        point.x = 1
        point.y = 1


def look():
    with lock:
        seen.append(point not in (Point(0, 0), Point(1, 1)))


ts = [threading.Thread(target=move), threading.Thread(target=look)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print("torn" if seen[0] else "whole")
