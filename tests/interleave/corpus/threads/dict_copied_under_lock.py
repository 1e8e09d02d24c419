# verdict: OK
# holds: numbers[0] in (3, 6)
# twin: dict_grows_while_read.py
# about: Walks through the dict with the lock held.

import threading

scores = {"ann": 1, "bob": 2}
lock = threading.Lock()


def total():
    result = 0
    with lock:
        for name in scores:
            result += scores[name]
    print("total", result)


def add():
    with lock:
        scores["cyd"] = 3


a = threading.Thread(target=total)
b = threading.Thread(target=add)
a.start()
b.start()
a.join()
b.join()
