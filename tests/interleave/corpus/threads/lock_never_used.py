# verdict: W
# holds: numbers == [2]
# blame: hits
# twin: lock_as_argument.py
# about: A lock exists, but one of the two functions that write forgets it.

from threading import Lock, Thread

hits = 0
hits_lock = Lock()


def from_web():
    global hits
    with hits_lock:
        seen = hits
        hits = seen + 1


def from_phone():
    global hits
    seen = hits
    hits = seen + 1


web = Thread(target=from_web)
phone = Thread(target=from_phone)
web.start()
phone.start()
web.join()
phone.join()
print("hits:", hits)
