import sys
import threading

import weakref
total = 0
lock = threading.Lock()
class Thing: pass
kept = weakref.WeakSet([Thing()])
sys.setrecursionlimit(5000)
def add(amount):
    global total
    with lock:
        total = total + amount


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
