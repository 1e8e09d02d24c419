# verdict: OK
# holds: lines == ["saving", "saved"]
# twin: daemon_lost.py
# about: Joined, a daemon may finish.

import threading
import time


def save():
    print("saving")
    time.sleep(1)
    print("saved")


t = threading.Thread(target=save, daemon=True)
t.start()
t.join()
