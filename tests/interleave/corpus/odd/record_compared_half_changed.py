# verdict: W
# holds: stdout.strip() != 'torn'
# blame: point
# twin: record_compared_half_changed_locked.py
# about: The comparison that a dataclass gets reads one field after the other.

import threading
from dataclasses import dataclass


@dataclass
class Point:
    x: int = 0
    y: int = 0


point = Point()
seen = []


def move():
    point.x = 1
    point.y = 1


def look():
    seen.append(point not in (Point(0, 0), Point(1, 1)))


ts = [threading.Thread(target=move), threading.Thread(target=look)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print("torn" if seen[0] else "whole")
