# verdict: W
# holds: lines == ["saved"]
# blame: -
# twin: ../threads/exit_in_thread.py
# about: os._exit in a thread ends everything at once; whether it was saved before depends on the order.

import os
import threading


def impatient():
    os._exit(0)


def save():
    print("saved", flush=True)


t = threading.Thread(target=save)
u = threading.Thread(target=impatient)
t.start()
u.start()
t.join()
u.join()
