# verdict: OK
# holds: lines == ["two ticks"]
# search: bounded
# twin: semaphore_that_stops.py
# about: A daemon gives a token every second, for ever; who takes two of them comes to an end.

import threading
import time

ticks = threading.Semaphore(0)


def tick():
    while True:
        ticks.release()
        time.sleep(1)


threading.Thread(target=tick, daemon=True).start()
ticks.acquire()
ticks.acquire()
print("two ticks")
