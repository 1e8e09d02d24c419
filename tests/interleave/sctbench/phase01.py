# verdict: D
# blame: y
# about: SCTBench CS.phase01_bad: the second phase takes a lock that the first never gave back.

import threading

x = threading.Lock()
y = threading.Lock()


def thread1():
    x.acquire()
    x.release()
    y.acquire()
    x.acquire()
    x.release()


def thread2():
    y.acquire()
    x.acquire()
    x.release()
    y.release()


t1 = threading.Thread(target=thread1)
t2 = threading.Thread(target=thread2)
t1.start()
t2.start()
t1.join()
t2.join()
