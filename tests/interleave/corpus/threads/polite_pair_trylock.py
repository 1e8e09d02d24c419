# verdict: L
# blame: -
# twin: polite_pair_uneven.py
# about: Both take their own, find the other's taken, put theirs back and wait equally long.

import threading
import time

fork, knife = threading.Lock(), threading.Lock()


def eat(mine, other):
    while True:
        mine.acquire()
        if other.acquire(blocking=False):
            other.release()
            mine.release()
            return
        mine.release()
        time.sleep(0.1)


a = threading.Thread(target=eat, args=(fork, knife))
b = threading.Thread(target=eat, args=(knife, fork))
a.start()
b.start()
a.join()
b.join()
print("both have eaten")
