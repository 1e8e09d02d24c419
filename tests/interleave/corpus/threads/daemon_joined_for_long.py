# verdict: OK
# holds: lines == ["alive: False [0, 1]"]
# search: bounded
# twin: daemon_joined_for_a_moment.py
# about: A worker looks every tenth of a second whether it is to stop, and is joined for five: it waits no longer than that.

import queue
import threading

PATIENCE = 5
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
