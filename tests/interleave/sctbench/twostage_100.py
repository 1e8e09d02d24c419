# verdict: X
# blame: data
# about: SCTBench CS.twostage_100_bad: 99 writers in two locked stages, and a reader that comes between them.

import threading

WRITERS = 99
lock1 = threading.Lock()
lock2 = threading.Lock()
data1 = 0
data2 = 0


def writer():
    global data1, data2
    with lock1:
        data1 = 1
    with lock2:
        data2 = data1 + 1


def reader():
    with lock1:
        if data1 == 0:
            return
        first = data1
    with lock2:
        second = data2
    assert second == first + 1


threads = [threading.Thread(target=writer) for _ in range(WRITERS)]
threads.append(threading.Thread(target=reader))
for t in threads:
    t.start()
for t in threads:
    t.join()
