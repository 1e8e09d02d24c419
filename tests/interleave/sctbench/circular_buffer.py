# verdict: X
# blame: receive
# about: SCTBench CS.circular_buffer_bad: both sides count their rounds even where it was not their turn.

import threading

SIZE = 10
N = 7
buffer = [0] * SIZE
first = 0
following = 0
send = True
receive = False
m = threading.Lock()


def insert(b):
    global following
    buffer[following] = b
    following = (following + 1) % SIZE


def remove():
    global first
    if following == first:
        return -1
    value = buffer[first]
    first = (first + 1) % SIZE
    return value


def t1():
    global send, receive
    for i in range(N):
        with m:
            if send:
                insert(i)
                send = False
                receive = True


def t2():
    global send, receive
    for i in range(N):
        with m:
            if receive:
                assert remove() == i
                receive = False
                send = True


a = threading.Thread(target=t1)
b = threading.Thread(target=t2)
a.start()
b.start()
a.join()
b.join()
