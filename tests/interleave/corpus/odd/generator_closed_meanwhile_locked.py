# verdict: OK
# twin: generator_closed_meanwhile.py
# about: Both hold one lock.

import threading


def numbers():
    yield 1
    yield 2


source = numbers()
next(source)
lock = threading.Lock()


def stop():
    with lock:
        source.close()


def draw():
    with lock:
        next(source, None)


ts = [threading.Thread(target=f) for f in (stop, draw)]
for t in ts:
    t.start()
for t in ts:
    t.join()
