# verdict: X
# blame: data
# about: SCTBench CS.lazy01_bad: the third thread must not see what the other two add up to.

import threading

mutex = threading.Lock()
data = 0


def thread1():
    global data
    with mutex:
        data += 1


def thread2():
    global data
    with mutex:
        data += 2


def thread3():
    with mutex:
        assert data < 3


threads = [threading.Thread(target=f) for f in (thread1, thread2, thread3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
