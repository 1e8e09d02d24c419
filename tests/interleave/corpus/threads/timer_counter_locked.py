# verdict: OK
# holds: numbers == [2]
# twin: timer_counter.py
# about: Two timers, one lock.

import threading

ticks = 0
lock = threading.Lock()


def tick():
    global ticks
    with lock:
        now = ticks
        ticks = now + 1


timers = [threading.Timer(0.5, tick) for _ in range(2)]
for t in timers:
    t.start()
for t in timers:
    t.join()
print(ticks)
