# verdict: OK
# holds: lines == ["doing wash"]
# twin: pop_if_any.py
# about: Looked and taken under one lock.

import threading

jobs = ["wash"]
lock = threading.Lock()


def worker():
    with lock:
        if len(jobs) > 0:
            job = jobs.pop()
            print("doing", job)


a = threading.Thread(target=worker)
b = threading.Thread(target=worker)
a.start()
b.start()
a.join()
b.join()
