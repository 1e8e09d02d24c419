# verdict: D W
# holds: stdout == "['ann', 'bob', 'late']\n"
# blame: barrier
# twin: timer_is_a_party.py
# about: Who cancels the Timer leaves the two others at the barrier.

import threading

barrier = threading.Barrier(3)
seen = []

def arrive(name):
    barrier.wait()
    seen.append(name)

timer = threading.Timer(5.0, arrive, args=("late",))
people = [threading.Thread(target=arrive, args=(n,)) for n in ("ann", "bob")]
timer.start()
for p in people: p.start()
timer.cancel()
for p in people: p.join()
print(sorted(seen))
