# verdict: W
# holds: numbers == [2]
# blame: value
# twin: lost_update_fixed.py
# about: Every call makes a lock of its own, so nobody is ever kept out.

import time
from threading import Lock, Thread

value = 0


def increase():
    global value
    lock = Lock()
    lock.acquire()
    copy = value
    copy += 1
    time.sleep(0.1)
    value = copy
    lock.release()


if __name__ == "__main__":
    threads = [Thread(target=increase), Thread(target=increase)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print(value)
