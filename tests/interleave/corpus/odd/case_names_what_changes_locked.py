# verdict: OK
# holds: lines == ["at the limit"]
# twin: case_names_what_changes.py
# about: Who looks holds the lock under which both are moved.

import threading

lock = threading.Lock()


class Limits:
    most = 3


number = 3


def look():
    with lock:
        match number:
            case Limits.most:
                print("at the limit")
            case _:
                print("elsewhere")


def move():
    global number
    with lock:
        Limits.most = number = 4


ts = [threading.Thread(target=f) for f in (look, move)]
for t in ts:
    t.start()
for t in ts:
    t.join()
