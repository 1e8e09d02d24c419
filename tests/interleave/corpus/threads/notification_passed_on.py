# verdict: OK
# holds: lines[-1] == "done"
# twin: notification_spent.py
# about: Whoever may have been notified in vain passes it on, whatever the wait says.

import threading
import time

condition = threading.Condition()
waiting = threading.Semaphore(0)


def impatient():
    with condition:
        waiting.release()
        condition.wait(timeout=1)
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
