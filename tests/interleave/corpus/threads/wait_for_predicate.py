# verdict: OK
# holds: lines == ["go"]
# twin: predicate_outside_lock.py
# about: wait_for looks at the flag with the lock held.

import threading

cond = threading.Condition()
ready = False


def waiter():
    with cond:
        cond.wait_for(lambda: ready)
    print("go")


def starter():
    global ready
    with cond:
        ready = True
        cond.notify_all()


a = threading.Thread(target=waiter)
b = threading.Thread(target=starter)
a.start()
b.start()
a.join()
b.join()
