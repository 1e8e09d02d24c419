# verdict: ESCAPE
# may: W X D L
# blame: -
# about: Changes a closure variable through its cell.

import threading


def counter():
    count = 0

    def add():
        nonlocal count
        count = count + 1
        return count

    return add


add = counter()


def sneak():
    cell = add.__closure__[0]
    cell.cell_contents = cell.cell_contents + 1


ts = [threading.Thread(target=f) for f in (add, sneak)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(add())
