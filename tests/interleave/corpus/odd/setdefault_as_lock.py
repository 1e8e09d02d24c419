# verdict: OK
# holds: numbers == [1]
# twin: get_as_lock.py
# about: dict.setdefault is one act: of all who want the place, one gets it.

import threading

owner = {}
winners = []


def claim(name):
    if owner.setdefault("place", name) == name:
        winners.append(name)


threads = [threading.Thread(target=claim, args=(name,)) for name in ("one", "two")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(winners))
