# verdict: OK
# holds: numbers == [2]
# about: pathlib reads a file that nobody writes.

import threading
from pathlib import Path

lengths = []


def work():
    lengths.append(len(Path(__file__).read_text()))


ts = [threading.Thread(target=f) for f in (work, work)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(len(lengths))
