# verdict: W
# holds: numbers == [2]
# blame: count
# twin: scheduler_run_twice_locked.py
# about: Two threads run one scheduler: each event comes once, but two events may race.

import sched
import threading

count = 0
events = sched.scheduler()


def tick():
    global count
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
