# verdict: W
# holds: lines == ["saving", "saved"]
# blame: -
# twin: daemon_joined.py
# about: `daemon = True` in the class counts, too: the program ends before its thread has saved.

import threading
import time


class Saver(threading.Thread):
    daemon = True

    def run(self):
        print("saving")
        time.sleep(1)
        print("saved")


Saver().start()
