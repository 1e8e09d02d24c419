# verdict: OK
# holds: numbers == [2]
# twin: peterson_no_turn.py
# about: Peterson's algorithm: mutual exclusion without a lock.

import threading

want = [False, False]
turn = 0
count = 0


def work(me):
    global turn, count
    other = 1 - me
    want[me] = True
    turn = other
    while want[other] and turn == other:
        pass
    old = count
    count = old + 1
    want[me] = False


threads = [threading.Thread(target=work, args=(i,)) for i in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(count)
