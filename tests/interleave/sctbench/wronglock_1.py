# verdict: X
# blame: value
# about: SCTBench CS.wronglock_1_bad: one thread checks its update under one lock, 1 other update under another.

import threading

OTHERS = 1
data_lock = threading.Lock()
this_lock = threading.Lock()
value = 0


def checked():
    global value
    with data_lock:
        x = value
        value += 1
        assert value == x + 1


def other():
    global value
    with this_lock:
        value += 1


threads = [threading.Thread(target=checked)]
threads += [threading.Thread(target=other) for _ in range(OTHERS)]
for t in threads:
    t.start()
for t in threads:
    t.join()
