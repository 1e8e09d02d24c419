# verdict: X
# blame: dequeue_flag
# about: SCTBench CS.queue_bad: enqueuer and dequeuer count rounds in which it was not their turn.

import threading

SIZE = 20
m = threading.Lock()
stored = [0] * SIZE
queue = []
enqueue_flag = True
dequeue_flag = False


def t1():
    global enqueue_flag, dequeue_flag
    with m:
        queue.append(100)
        stored[0] = 100
    for i in range(SIZE - 1):
        with m:
            if enqueue_flag:
                queue.append(101 + i)
                stored[i + 1] = 101 + i
                enqueue_flag = False
                dequeue_flag = True


def t2():
    global enqueue_flag, dequeue_flag
    for i in range(SIZE):
        with m:
            if dequeue_flag:
                assert queue.pop(0) == stored[i]
                dequeue_flag = False
                enqueue_flag = True


a = threading.Thread(target=t1)
b = threading.Thread(target=t2)
a.start()
b.start()
a.join()
b.join()
