# verdict: X
# escape: allowed
# blame: -
# twin: generator_closed_meanwhile_locked.py
# about: `2 in source` uses a generator up, and nobody else may go on with it meanwhile.

import threading


def numbers():
    yield 1
    yield 2
    yield 3


source = numbers()


def look():
    2 in source


def draw():
    next(source, None)


ts = [threading.Thread(target=f) for f in (look, draw)]
for t in ts:
    t.start()
for t in ts:
    t.join()
