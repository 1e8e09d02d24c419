# verdict: W X
# holds: numbers == [2]
# blame: count.txt
# twin: path_counter_locked.py
# about: A counter in a file by way of pathlib: write_text empties the file first, so that one may read nothing, too.

import threading
from pathlib import Path

count = Path("count.txt")
count.write_text("0")


def add():
    n = int(count.read_text())
    count.write_text(str(n + 1))

threads = [threading.Thread(target=add) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(count.read_text())
