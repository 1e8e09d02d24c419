# verdict: ESCAPE
# may: W X D L
# blame: -
# about: One @contextmanager object for two threads takes itself apart when it is entered.

import contextlib
import threading


@contextlib.contextmanager
def turn():
    yield


shared = turn()


def work():
    with shared:
        pass


ts = [threading.Thread(target=f) for f in (work, work)]
for t in ts:
    t.start()
for t in ts:
    t.join()
