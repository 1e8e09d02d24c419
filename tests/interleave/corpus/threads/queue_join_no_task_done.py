# verdict: D
# blame: work
# twin: queue_join_task_done.py
# about: join() waits for task_done(), which nobody calls.

import queue
import threading

work = queue.Queue()


def worker():
    while True:
        n = work.get()
        print(n + 1)


threading.Thread(target=worker, daemon=True).start()
for n in (1, 2):
    work.put(n)
work.join()
print("all work is done")
