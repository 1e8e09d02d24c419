# verdict: X
# escape: allowed
# blame: -
# twin: generator_closed_meanwhile_locked.py
# about: Two threads go on with a generator that has nothing more to hand out: it is executing all the same.

import threading


def numbers():
    yield 1


source = numbers()
next(source)


def draw():
    next(source, None)


ts = [threading.Thread(target=f) for f in (draw, draw)]
for t in ts:
    t.start()
for t in ts:
    t.join()
