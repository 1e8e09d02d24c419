# verdict: ESCAPE
# may: W X D L
# blame: -
# about: tempfile looks at the machine, and makes folders that nobody else knows of, for real.

import tempfile
import threading

places = []


def work():
    with tempfile.TemporaryDirectory() as place:
        places.append(len(place) > 0)


ts = [threading.Thread(target=f) for f in (work, work)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(len(places))
