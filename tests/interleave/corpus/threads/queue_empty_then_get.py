# verdict: D
# blame: tasks
# twin: queue_get_nowait.py
# about: Not empty now does not mean not empty at the get.

import threading
from queue import Queue

tasks = Queue()
for name in ("a", "b", "c"):
    tasks.put(name)


def worker():
    while not tasks.empty():
        task = tasks.get()
        print("done", task)


threads = [threading.Thread(target=worker) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
