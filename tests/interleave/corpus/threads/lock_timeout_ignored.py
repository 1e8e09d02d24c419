# verdict: W
# holds: numbers == [2]
# blame: value
# twin: lost_update_fixed.py
# about: acquire(timeout=1) gives up after a second, the other holds the lock for two, and nobody looks at the answer.

import threading
import time

lock = threading.Lock()
value = 0


def work():
    global value
    got_it = lock.acquire(timeout=1)
    copy = value
    time.sleep(2)
    value = copy + 1
    if got_it:
        lock.release()


a = threading.Thread(target=work)
b = threading.Thread(target=work)
a.start()
b.start()
a.join()
b.join()
print(value)
