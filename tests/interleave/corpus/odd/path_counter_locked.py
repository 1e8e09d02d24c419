# verdict: OK
# holds: numbers == [2]
# twin: path_counter.py
# about: Reading and writing under one lock.

import threading
from pathlib import Path

count = Path("count.txt")
count.write_text("0")
lock = threading.Lock()


def add():
    with lock:
        n = int(count.read_text())
        count.write_text(str(n + 1))

threads = [threading.Thread(target=add) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(count.read_text())
