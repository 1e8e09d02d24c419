# verdict: OK
# holds: stdout == "['ann', 'bob', 'late']\n"
# twin: timer_is_a_party_cancelled.py
# about: The third at the barrier comes by a Timer.

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
for p in people: p.join()
timer.join()
print(sorted(seen))
