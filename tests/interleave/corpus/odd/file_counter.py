# verdict: W
# may: X
# holds: numbers == [2]
# blame: -
# twin: file_counter_locked.py
# about: The shared thing is a file.

import pathlib
import tempfile
import threading

path = pathlib.Path(tempfile.mkdtemp()) / "count.txt"
path.write_text("0")


def work():
    n = int(path.read_text())
    path.write_text(str(n + 1))


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(path.read_text())
