# verdict: D
# blame: empty
# about: SCTBench CS.sync01_bad: whoever waits for "empty" is never told.

import threading

m = threading.Lock()
empty = threading.Condition(m)
full = threading.Condition(m)
num = 1


def thread1():
    global num
    with m:
        while num > 0:
            empty.wait()
        num += 1
        full.notify()


def thread2():
    global num
    with m:
        while num == 0:
            full.wait()
        num -= 1
        full.notify()


t1 = threading.Thread(target=thread1)
t2 = threading.Thread(target=thread2)
t1.start()
t2.start()
t1.join()
t2.join()
