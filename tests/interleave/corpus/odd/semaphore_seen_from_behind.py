# verdict: W
# holds: lines == ["free"]
# blame: -
# twin: ../threads/semaphore_limits.py
# about: Looks at the private counter of a semaphore, which another thread takes.

import threading

places = threading.Semaphore(1)


def take():
    places.acquire()


def look():
    print("free" if places._value else "taken")


ts = [threading.Thread(target=f) for f in (take, look)]
for t in ts:
    t.start()
for t in ts:
    t.join()
