# verdict: OK
# holds: lines == ["got hello"]
# twin: wait_without_predicate.py
# about: Waits only while there is nothing yet.

import threading

cond = threading.Condition()
message = None


def receiver():
    with cond:
        while message is None:
            cond.wait()
        print("got", message)


t = threading.Thread(target=receiver)
t.start()
with cond:
    message = "hello"
    cond.notify()
t.join()
