# verdict: D
# holds: lines == ["two ticks"]
# twin: semaphore_as_a_clock.py
# about: The clock gives one token, and two are wanted.

import threading
import time

ticks = threading.Semaphore(0)


def tick():
    ticks.release()
    time.sleep(1)


threading.Thread(target=tick, daemon=True).start()
ticks.acquire()
ticks.acquire()
print("two ticks")
