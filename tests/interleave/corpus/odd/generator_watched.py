# verdict: ESCAPE
# may: W X D L
# blame: -
# about: Looks whether a generator is just executing.

import threading


def numbers():
    yield 1
    yield 2


source = numbers()


def draw():
    list(source)


def look():
    print(source.gi_running, source.gi_frame is None)


ts = [threading.Thread(target=f) for f in (draw, look)]
for t in ts:
    t.start()
for t in ts:
    t.join()
