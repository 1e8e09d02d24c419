# verdict: W
# holds: numbers == [2]
# blame: busy
# twin: peterson.py
# about: A lock of one's own: look whether it is free, then take it. Both may look at once.

import threading

busy = False
count = 0


def work():
    global busy, count
    while busy:
        pass
    busy = True
    old = count
    count = old + 1
    busy = False


threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(count)
