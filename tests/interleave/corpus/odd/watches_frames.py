# verdict: ESCAPE
# may: W X D L
# holds: numbers == [2]
# blame: -
# about: Looks whether it is being watched and behaves accordingly.

import sys
import threading

n = 0
lock = threading.Lock()
watched = any("grader" in name or "greenlet" in name for name in sys.modules)


def work():
    global n
    if watched:
        with lock:
            n += 1
    else:
        old = n
        n = old + 1


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(n)
