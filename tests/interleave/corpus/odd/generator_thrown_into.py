# verdict: X
# escape: allowed
# blame: -
# twin: generator_closed_meanwhile_locked.py
# about: throw() has a generator go on as next() does, and both at once are refused.

import threading


def numbers():
    number = 0
    while True:
        try:
            yield number
        except KeyError:
            pass
        number += 1


source = numbers()
next(source)


def skip():
    source.throw(KeyError)


def draw():
    next(source)


ts = [threading.Thread(target=f) for f in (skip, draw)]
for t in ts:
    t.start()
for t in ts:
    t.join()
