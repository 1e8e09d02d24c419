# verdict: D
# blame: empty
# about: SCTBench CS.sync02_bad: N rounds of producer and consumer, started with one item too many.

import threading

N = 4
m = threading.Lock()
empty = threading.Condition(m)
full = threading.Condition(m)
num = 2


def thread1():
    global num
    for _ in range(N):
        with m:
            while num > 0:
                empty.wait()
            num += 1
            full.notify()


def thread2():
    global num
    for _ in range(N):
        with m:
            while num == 0:
                full.wait()
            num -= 1
            empty.notify()


t1 = threading.Thread(target=thread1)
t2 = threading.Thread(target=thread2)
t1.start()
t2.start()
t1.join()
t2.join()
