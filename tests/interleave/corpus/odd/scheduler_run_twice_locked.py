# verdict: OK
# holds: numbers == [2]
# twin: scheduler_run_twice.py
# about: What the events do is locked.

import sched
import threading

count = 0
lock = threading.Lock()
events = sched.scheduler()


def tick():
    global count
    with lock:
        before = count
        count = before + 1


for delay in (10, 20):
    events.enter(delay, 1, tick)
ts = [threading.Thread(target=events.run) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(count)
