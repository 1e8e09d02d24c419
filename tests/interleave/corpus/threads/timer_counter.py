# verdict: W
# holds: numbers == [2]
# blame: ticks
# twin: timer_counter_locked.py
# about: Two timers for the same moment share a counter.

import threading

ticks = 0


def tick():
    global ticks
    now = ticks
    ticks = now + 1


timers = [threading.Timer(0.5, tick) for _ in range(2)]
for t in timers:
    t.start()
for t in timers:
    t.join()
print(ticks)
