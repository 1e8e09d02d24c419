# verdict: L
# blame: -
# twin: endless_daemon.py
# about: A thread that never ends.

import threading


def forever():
    while True:
        pass


t = threading.Thread(target=forever)
t.start()
t.join()
