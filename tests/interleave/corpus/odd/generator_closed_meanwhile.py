# verdict: X
# escape: allowed
# blame: -
# twin: generator_closed_meanwhile_locked.py
# about: One thread closes a generator while another goes on with it: "generator already executing".

import threading


def numbers():
    yield 1
    yield 2


source = numbers()
next(source)


def stop():
    source.close()


def draw():
    next(source, None)


ts = [threading.Thread(target=f) for f in (stop, draw)]
for t in ts:
    t.start()
for t in ts:
    t.join()
