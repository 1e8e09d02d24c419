# verdict: L
# holds: lines == ["ready"]
# blame: ready
# twin: busy_wait_counted.py
# about: The flag that it waits for is another function's own variable.

import threading

ready = False


def wait():
    rounds = 0
    while not ready:
        rounds += 1
    print("ready")


def prepare():
    ready = True


w = threading.Thread(target=wait)
p = threading.Thread(target=prepare)
w.start()
p.start()
w.join()
p.join()
