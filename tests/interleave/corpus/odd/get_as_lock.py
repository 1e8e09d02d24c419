# verdict: W
# holds: numbers == [1]
# blame: owner
# twin: setdefault_as_lock.py
# about: To ask whether a key is there and then to set it is two acts: both get the place.

import threading

owner = {}
winners = []


def claim(name):
    if owner.get("place") is None:
        owner["place"] = name
        winners.append(name)


threads = [threading.Thread(target=claim, args=(name,)) for name in ("one", "two")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(winners))
