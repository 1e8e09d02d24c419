# verdict: OK
# holds: numbers == [2]
# twin: file_counter.py
# about: The file is read and written under a lock.

import pathlib
import tempfile
import threading

path = pathlib.Path(tempfile.mkdtemp()) / "count.txt"
path.write_text("0")
lock = threading.Lock()


def work():
    with lock:
        n = int(path.read_text())
        path.write_text(str(n + 1))


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(path.read_text())
