# verdict: ESCAPE
# may: W X D L
# blame: -
# about: `except … as error` binds and unbinds a variable that another thread uses.

import threading

error = None


def work():
    global error
    try:
        int("x")
    except ValueError as error:
        pass


def look():
    print(type(error).__name__)


ts = [threading.Thread(target=f) for f in (work, look)]
for t in ts:
    t.start()
for t in ts:
    t.join()
