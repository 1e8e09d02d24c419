# verdict: OK
# holds: numbers == [1]
# twin: threads_counted.py
# about: Only main is left when it counts.

import threading


def work():
    pass


ts = [threading.Thread(target=f) for f in (work, work)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(threading.active_count())
