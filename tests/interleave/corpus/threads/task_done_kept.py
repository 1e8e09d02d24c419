# verdict: OK
# holds: numbers == [3]
# twin: task_done_lost.py
# about: The worker says task_done for each item, whatever becomes of it.

import queue
import threading

jobs = queue.Queue()
done = []


def work():
    while True:
        job = jobs.get()
        done.append(job)
        jobs.task_done()


threading.Thread(target=work, daemon=True).start()
for job in range(3):
    jobs.put(job)
jobs.join()
print(len(done))
