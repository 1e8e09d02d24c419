# verdict: X
# blame: cache
# twin: ../threads/pop_if_any_locked.py
# about: One thread looks at a global that the other deletes.

import threading

cache = {"a": 1}


def use():
    print(cache["a"])


def forget():
    global cache
    del cache


ts = [threading.Thread(target=f) for f in (use, forget)]
for t in ts:
    t.start()
for t in ts:
    t.join()
