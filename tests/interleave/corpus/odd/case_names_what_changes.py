# verdict: W
# holds: lines == ["at the limit"]
# blame: most
# twin: case_names_what_changes_locked.py
# about: A `case` names an attribute of a class, and reads it when its turn comes: by then the number looked at is an old one.

import threading


class Limits:
    most = 3


number = 3


def look():
    match number:
        case Limits.most:
            print("at the limit")
        case _:
            print("elsewhere")


def move():
    global number
    Limits.most = number = 4


ts = [threading.Thread(target=f) for f in (look, move)]
for t in ts:
    t.start()
for t in ts:
    t.join()
