# verdict: X
# blame: a
# about: SCTBench CS.reorder_10_bad: the checker must not read between the two writes of the first of 9 setters.

import threading

SETTERS = 9
a = 0
b = 0


def setter():
    global a, b
    a = 1
    b = -1


def checker():
    if not (a == 0 and b == 0):
        assert a == 1 and b == -1


threads = [threading.Thread(target=setter) for _ in range(SETTERS)]
threads.append(threading.Thread(target=checker))
for t in threads:
    t.start()
for t in threads:
    t.join()
