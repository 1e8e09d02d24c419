# verdict: D
# holds: lines[-1] == "done"
# twin: notification_passed_on.py
# about: A notification is spent on one whose time is up, but who has not got the lock again.

import threading
import time

condition = threading.Condition()
waiting = threading.Semaphore(0)


def impatient():
    with condition:
        waiting.release()
        if condition.wait(timeout=1):
            condition.notify()


def patient():
    with condition:
        waiting.release()
        condition.wait()


first, second = threading.Thread(target=impatient), threading.Thread(target=patient)
first.start()
waiting.acquire()
second.start()
waiting.acquire()
with condition:
    time.sleep(2)
    condition.notify()
first.join()
second.join()
print("done")
