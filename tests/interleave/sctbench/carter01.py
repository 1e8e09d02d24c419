# verdict: D
# blame: lock_l
# about: SCTBench CS.carter01_bad: two classes of operations share a lock that is taken inside another.

import threading

lock_m = threading.Lock()
lock_l = threading.Lock()
a_count = 0
b_count = 0


def t1():
    global a_count
    with lock_m:
        a_count += 1
        if a_count == 1:
            lock_l.acquire()
    with lock_m:
        a_count -= 1
        if a_count == 0:
            lock_l.release()


def t2():
    global b_count
    with lock_m:
        b_count += 1
        if b_count == 1:
            lock_l.acquire()
    with lock_m:
        b_count -= 1
        if b_count == 0:
            lock_l.release()


def idle():
    pass


threads = [threading.Thread(target=f) for f in (t1, t2, idle, idle)]
for t in threads:
    t.start()
for t in threads:
    t.join()
