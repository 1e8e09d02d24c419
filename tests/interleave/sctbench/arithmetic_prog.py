# verdict: X
# blame: -
# about: SCTBench CS.arithmetic_prog_bad: producer and consumer over two conditions; the final assertion is false.

import threading

N = 3
m = threading.Lock()
empty = threading.Condition(m)
full = threading.Condition(m)
num = 0
total = 0
flag = False


def thread1():
    global num
    for _ in range(N):
        with m:
            while num > 0:
                empty.wait()
            num += 1
            full.notify()


def thread2():
    global num, total, flag
    for j in range(N + 1):
        if j == 0:
            continue
        with m:
            while num == 0:
                full.wait()
            total = total + j
            num -= 1
            empty.notify()
    with m:
        flag = True


t1 = threading.Thread(target=thread1)
t2 = threading.Thread(target=thread2)
t1.start()
t2.start()
t1.join()
t2.join()
if flag:
    assert total != (N * (N + 1)) // 2
