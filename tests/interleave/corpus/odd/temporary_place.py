# verdict: OK
# holds: numbers == [2]
# about: Each has a temporary folder and a file in it, of its own; then all are gone.

import os
import tempfile
import threading

places = []


def work():
    with tempfile.TemporaryDirectory() as place:
        with open(os.path.join(place, "mine"), "x") as file:
            file.write("x")
        places.append(os.path.exists(place))


ts = [threading.Thread(target=f) for f in (work, work)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(len(places))
