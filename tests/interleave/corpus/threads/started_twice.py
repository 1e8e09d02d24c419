# verdict: X
# blame: -
# twin: start_not_run.py
# about: A thread can be started once.

import threading


def tick():
    print("tick")


t = threading.Thread(target=tick)
t.start()
t.join()
t.start()
t.join()
