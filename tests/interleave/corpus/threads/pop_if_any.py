# verdict: X
# blame: jobs
# twin: pop_if_any_locked.py
# about: Two threads see one job; one pops from an empty list.

import threading

jobs = ["wash"]


def worker():
    if len(jobs) > 0:
        job = jobs.pop()
        print("doing", job)


a = threading.Thread(target=worker)
b = threading.Thread(target=worker)
a.start()
b.start()
a.join()
b.join()
