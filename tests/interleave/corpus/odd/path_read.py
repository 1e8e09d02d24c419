# verdict: ESCAPE
# may: W X D L
# blame: -
# about: pathlib reads files by ways of its own.

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
