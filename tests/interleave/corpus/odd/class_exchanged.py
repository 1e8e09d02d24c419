# verdict: ESCAPE
# may: W X D L
# blame: -
# about: An object becomes one of another class: which method is called then, nothing shows.

import threading


class Slow:
    def name(self):
        return "slow"


class Fast:
    def name(self):
        return "fast"


runner = Slow()


def change():
    runner.__class__ = Fast


def look():
    print(runner.name())


ts = [threading.Thread(target=f) for f in (change, look)]
for t in ts:
    t.start()
for t in ts:
    t.join()
