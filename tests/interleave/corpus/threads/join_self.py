# verdict: X
# blame: -
# twin: subclass_result.py
# about: A thread cannot join itself.

import threading


def work():
    print("working")
    threading.current_thread().join()
    print("never")


t = threading.Thread(target=work)
t.start()
t.join()
