import sys
import threading

total = 0
lock = threading.RLock()
def read():
    with lock:
        return total
def add(amount):
    global total
    with lock:
        total = read() + amount


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
