# verdict: X
# blame: -
# twin: start_not_run.py
# about: args=(5) is no tuple; the thread dies of a TypeError.

import threading


def double(n):
    print(2 * n)


t = threading.Thread(target=double, args=(5))
t.start()
t.join()
