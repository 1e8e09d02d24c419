# verdict: X
# blame: x1
# about: SCTBench CS.token_ring_bad: four threads pass a number round; the order decides what arrives.

import threading

m = threading.Lock()
x1, x2, x3 = 1, 2, 1
flag1 = flag2 = flag3 = False


def t1():
    global x1, flag1
    with m:
        x1 = (x3 + 1) % 4
        flag1 = True


def t2():
    global x2, flag2
    with m:
        x2 = x1
        flag2 = True


def t3():
    global x3, flag3
    with m:
        x3 = x2
        flag3 = True


def check():
    with m:
        if flag1 and flag2 and flag3:
            assert x1 == x2 and x2 == x3


threads = [threading.Thread(target=f) for f in (t1, t2, t3, check)]
for t in threads:
    t.start()
for t in threads:
    t.join()
