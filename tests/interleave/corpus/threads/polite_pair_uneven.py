# verdict: OK
# may: L
# search: bounded
# holds: lines == ["both have eaten"]
# twin: polite_pair_trylock.py
# about: The same with pauses of different length: at the same pace, they soon miss each other.

import threading
import time

fork, knife = threading.Lock(), threading.Lock()


def eat(mine, other, pause):
    while True:
        mine.acquire()
        if other.acquire(blocking=False):
            other.release()
            mine.release()
            return
        mine.release()
        time.sleep(pause)


a = threading.Thread(target=eat, args=(fork, knife, 0.1))
b = threading.Thread(target=eat, args=(knife, fork, 0.3))
a.start()
b.start()
a.join()
b.join()
print("both have eaten")
