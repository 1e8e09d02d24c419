# verdict: L
# blame: -
# twin: endless_daemon.py
# about: An endless for loop over itertools.count.

import itertools
import threading


def forever():
    for n in itertools.count():
        n * n


t = threading.Thread(target=forever)
t.start()
t.join()
