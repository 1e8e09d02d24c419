# verdict: X
# blame: valu
# twin: ../threads/lost_update_fixed.py
# about: A typo in a thread: a local variable without a value, right after an assignment (CPython 3.11 tells one of two lines).

import threading

total = 0
lock = threading.Lock()


def work():
    global total
    with lock:
        value = total
        valu += 1
        total = value


ts = [threading.Thread(target=f) for f in (work, work)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(total)
