# verdict: ESCAPE
# may: W X D L
# blame: -
# about: tempfile makes files that nobody else knows of, for real.

import tempfile
import threading

file = tempfile.TemporaryFile("w+")


def work():
    file.write("a")
    file.write("b")


ts = [threading.Thread(target=f) for f in (work, work)]
for t in ts:
    t.start()
for t in ts:
    t.join()
file.seek(0)
print(file.read())
