# verdict: W
# holds: lines == ["one"] or lines == ["two"]
# blame: numbers
# twin: matched_while_it_changes_locked.py
# about: Each `case` looks again, and between two of them the list becomes what the one before asked for.

import threading

numbers = [1]


def look():
    match numbers:
        case [2]:
            print("two")
        case [1]:
            print("one")
        case _:
            print("neither")


def change():
    numbers[0] = 2


ts = [threading.Thread(target=f) for f in (look, change)]
for t in ts:
    t.start()
for t in ts:
    t.join()
