# verdict: X
# blame: a
# about: SCTBench CS.reorder_5_bad: the checker must not read between the two writes of the first of 4 setters.

import threading

SETTERS = 4
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
