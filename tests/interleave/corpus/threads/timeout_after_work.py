# verdict: W
# holds: numbers == [2]
# blame: value
# twin: event_wait_loops_locked.py
# about: What one does after its timeout races with what the other does after its sleep.

import threading
import time

never = threading.Event()
value = 0


def patient():
    global value
    never.wait(0.5)
    old = value
    value = old + 1


def sleeper():
    global value
    time.sleep(0.5)
    old = value
    value = old + 1


a = threading.Thread(target=patient)
b = threading.Thread(target=sleeper)
a.start()
b.start()
a.join()
b.join()
print(value)
