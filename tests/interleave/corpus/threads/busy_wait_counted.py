# verdict: OK
# holds: lines == ["ready"]
# twin: busy_wait_counted_for_ever.py
# about: The busy wait counts its rounds, so that no two of them are alike.

import threading

ready = False


def wait():
    rounds = 0
    while not ready:
        rounds += 1
    print("ready")


def prepare():
    global ready
    ready = True


w = threading.Thread(target=wait)
p = threading.Thread(target=prepare)
w.start()
p.start()
w.join()
p.join()
