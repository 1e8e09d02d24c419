# verdict: OK
# holds: lines == ["at least four seconds: True"]
# twin: clock_wait.py
# about: Who polls until a thread has let go of a lock is no earlier than that.

import _thread
import time


def work(seconds, lock):
    time.sleep(seconds)
    lock.release()


locks = [_thread.allocate_lock() for _ in range(2)]
start = time.time()
for seconds, lock in zip((4, 2), locks):
    lock.acquire()
    _thread.start_new_thread(work, (seconds, lock))
for lock in locks:
    while lock.locked():
        pass
print("at least four seconds:", time.time() - start >= 4)
