# verdict: W
# holds: numbers == [2]
# blame: idle
# twin: event_wait_loops_locked.py
# about: Two workers count how often nothing came within a second, without a lock.

import queue
import threading

jobs = queue.Queue()
idle = 0


def worker():
    global idle
    try:
        jobs.get(timeout=1)
    except queue.Empty:
        seen = idle
        idle = seen + 1


a = threading.Thread(target=worker)
b = threading.Thread(target=worker)
a.start()
b.start()
a.join()
b.join()
print(idle)
