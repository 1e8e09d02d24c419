# verdict: OK
# holds: lines == ["one"] or lines == ["two"]
# twin: matched_while_it_changes.py
# about: Who looks and who changes hold one lock.

import threading

numbers = [1]
lock = threading.Lock()


def look():
    with lock:
        match numbers:
            case [2]:
                print("two")
            case [1]:
                print("one")
            case _:
                print("neither")


def change():
    with lock:
        numbers[0] = 2


ts = [threading.Thread(target=f) for f in (look, change)]
for t in ts:
    t.start()
for t in ts:
    t.join()
