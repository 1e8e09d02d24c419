# verdict: OK
# holds: numbers == [2, 3] and lines[-1] == "all work is done"
# twin: queue_join_no_task_done.py
# about: Every get is answered by a task_done.

import queue
import threading

work = queue.Queue()


def worker():
    while True:
        n = work.get()
        print(n + 1)
        work.task_done()


threading.Thread(target=worker, daemon=True).start()
for n in (1, 2):
    work.put(n)
work.join()
print("all work is done")
