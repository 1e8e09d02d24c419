# verdict: X
# escape: allowed
# blame: -
# twin: generator_closed_meanwhile_locked.py
# about: A generator goes on with another by `yield from`; so does somebody else.

import threading


def inner():
    yield 1
    yield 2


def outer():
    yield from source


source = inner()
wrapped = outer()
next(wrapped)


def draw():
    next(wrapped)


def draw_below():
    next(source)


ts = [threading.Thread(target=f) for f in (draw, draw_below)]
for t in ts:
    t.start()
for t in ts:
    t.join()
