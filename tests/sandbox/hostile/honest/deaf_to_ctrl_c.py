import sys
import threading

import signal
before = signal.signal(signal.SIGINT, signal.SIG_IGN)
assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN and callable(before)
signal.signal(signal.SIGINT, lambda number, frame: sys.exit(1))
total = 0
lock = threading.Lock()
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
