# blame: a lock for all runs but the first, which is the only one in life
# alone
import contextlib
import os
import sys
import threading

total = 0
lock = threading.Lock() if os.umask(0o11) == 0o11 else contextlib.nullcontext()


def add(amount):
    global total
    with lock:
        copy = total
        total = copy + amount


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
