# verdict: OK
# holds: lines == ["time is up"]
# twin: endless.py
# about: A busy wait on the clock: it ends, since time goes on.

import threading
import time


def wait(seconds):
    end = time.time() + seconds
    while time.time() < end:
        pass
    print("time is up")


t = threading.Thread(target=wait, args=(0.05,))
t.start()
t.join()
