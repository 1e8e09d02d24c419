# verdict: W
# holds: lines == ["saving", "saved"]
# blame: -
# twin: daemon_joined.py
# about: The program ends before its daemon thread has saved.

import threading
import time


def save():
    print("saving")
    time.sleep(1)
    print("saved")


t = threading.Thread(target=save, daemon=True)
t.start()
