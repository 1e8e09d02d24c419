# verdict: ESCAPE
# may: W X D L
# blame: -
# about: Whether the object behind a weak reference is still there depends on who dropped it last.

import threading
import weakref


class Thing:
    pass


thing = Thing()
watcher = weakref.ref(thing)


def drop():
    global thing
    thing = None


def look():
    print(watcher() is None)


ts = [threading.Thread(target=f) for f in (drop, look)]
for t in ts:
    t.start()
for t in ts:
    t.join()
