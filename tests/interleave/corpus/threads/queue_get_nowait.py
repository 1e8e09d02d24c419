# verdict: OK
# holds: sorted(lines) == ["done a", "done b", "done c"]
# twin: queue_empty_then_get.py
# about: Take it or be told that there is none, in one step.

import threading
from queue import Empty, Queue

tasks = Queue()
for name in ("a", "b", "c"):
    tasks.put(name)


def worker():
    while True:
        try:
            task = tasks.get_nowait()
        except Empty:
            return
        print("done", task)


threads = [threading.Thread(target=worker) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
