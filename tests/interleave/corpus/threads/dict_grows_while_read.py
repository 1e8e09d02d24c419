# verdict: X
# blame: scores
# twin: dict_copied_under_lock.py
# about: One thread walks through a dict while the other adds to it.

import threading

scores = {"ann": 1, "bob": 2}


def total():
    result = 0
    for name in scores:
        result += scores[name]
    print("total", result)


def add():
    scores["cyd"] = 3


a = threading.Thread(target=total)
b = threading.Thread(target=add)
a.start()
b.start()
a.join()
b.join()
