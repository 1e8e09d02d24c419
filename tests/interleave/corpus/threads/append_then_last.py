# verdict: W
# holds: sorted(lines) == ["ann ann", "bob bob"]
# blame: guests
# twin: own_slot_each.py
# about: What was just appended need not be the last item any more.

import threading

guests = []


def enter(name):
    guests.append(name)
    print(name, guests[-1])


threads = [threading.Thread(target=enter, args=(n,)) for n in ("ann", "bob")]
for t in threads:
    t.start()
for t in threads:
    t.join()
