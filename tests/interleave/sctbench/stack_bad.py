# verdict: X
# blame: flag
# about: SCTBench CS.stack_bad: once something was pushed, the popper believes it for ever.

import threading

SIZE = 10
m = threading.Lock()
arr = []
flag = False


def t1():
    global flag
    for i in range(SIZE):
        with m:
            arr.append(i)
            flag = True


def t2():
    for _ in range(SIZE):
        with m:
            if flag:
                assert arr, "underflow"
                arr.pop()


a = threading.Thread(target=t1)
b = threading.Thread(target=t2)
a.start()
b.start()
a.join()
b.join()
