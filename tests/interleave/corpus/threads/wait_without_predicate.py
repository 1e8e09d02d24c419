# verdict: D
# blame: cond
# twin: wait_with_while.py
# about: The notification may come before the wait, and is lost.

import threading

cond = threading.Condition()
message = None


def receiver():
    with cond:
        cond.wait()
        print("got", message)


t = threading.Thread(target=receiver)
t.start()
with cond:
    message = "hello"
    cond.notify()
t.join()
