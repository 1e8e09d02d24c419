# verdict: W
# holds: lines == ["alive: False [0, 1]"]
# blame: worker
# twin: daemon_joined_for_long.py
# about: Who is joined for less time than it waits may be alive still.

import queue
import threading

PATIENCE = 0.05
tasks = queue.Queue()
stop = threading.Event()
done = []


def work():
    while not stop.is_set():
        try:
            n = tasks.get(timeout=0.1)
        except queue.Empty:
            continue
        done.append(n)
        tasks.task_done()


worker = threading.Thread(target=work, daemon=True)
worker.start()
for n in range(2):
    tasks.put(n)
tasks.join()
stop.set()
worker.join(timeout=PATIENCE)
print("alive:", worker.is_alive(), done)
