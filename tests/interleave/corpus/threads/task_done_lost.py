# verdict: D
# holds: numbers == [3]
# blame: -
# twin: task_done_kept.py
# about: A worker that leaves out task_done for one item keeps Queue.join waiting for ever.

import queue
import threading

jobs = queue.Queue()
done = []


def work():
    while True:
        job = jobs.get()
        if job == 2:
            continue
        done.append(job)
        jobs.task_done()


threading.Thread(target=work, daemon=True).start()
for job in range(3):
    jobs.put(job)
jobs.join()
print(len(done))
