# verdict: D
# blame: a
# about: SCTBench CS.deadlock01_bad: two locks in opposite order.

import threading

a = threading.Lock()
b = threading.Lock()
counter = 1


def thread1():
    global counter
    with a, b:
        counter += 1


def thread2():
    global counter
    with b, a:
        counter -= 1


t1 = threading.Thread(target=thread1)
t2 = threading.Thread(target=thread2)
t1.start()
t2.start()
t1.join()
t2.join()
