# verdict: L
# blame: want
# twin: peterson.py
# about: Without the turn both may want, and both wait politely for ever.

import threading

want = [False, False]
count = 0


def work(me):
    global count
    other = 1 - me
    want[me] = True
    while want[other]:
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
