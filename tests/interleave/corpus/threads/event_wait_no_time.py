# verdict: W
# holds: lines == ["ready"]
# blame: ready
# twin: wait_for_predicate.py
# about: A wait of no time at all is only a look.

import threading

ready = threading.Event()
said = []


def look():
    said.append("ready" if ready.wait(0) else "not yet")


def tell():
    ready.set()


ts = [threading.Thread(target=f) for f in (look, tell)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(*said)
