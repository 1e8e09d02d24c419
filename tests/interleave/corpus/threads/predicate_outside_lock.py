# verdict: D
# blame: ready
# twin: wait_for_predicate.py
# about: Looks at the flag before taking the lock; the notification slips in between.

import threading

cond = threading.Condition()
ready = False


def waiter():
    if not ready:
        with cond:
            cond.wait()
    print("go")


def starter():
    global ready
    ready = True
    with cond:
        cond.notify_all()


a = threading.Thread(target=waiter)
b = threading.Thread(target=starter)
a.start()
b.start()
a.join()
b.join()
