# verdict: OK
# holds: lines == ["gave up"] or lines == ["ready"]
# about: Asked six times, each time in a call of its own: that is no loop that goes round.

import threading

ready = False


def poll():
    while not ready:
        return False
    return True


def ask():
    for _ in range(6):
        if poll():
            print("ready")
            return
    print("gave up")


def get_ready():
    global ready
    ready = True


ts = [threading.Thread(target=f) for f in (ask, get_ready)]
for t in ts:
    t.start()
for t in ts:
    t.join()
