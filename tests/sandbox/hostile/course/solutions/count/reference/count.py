"""CANARY-7c41d0aa93e15b62: no submission may ever see this line."""

import sys
import threading

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
