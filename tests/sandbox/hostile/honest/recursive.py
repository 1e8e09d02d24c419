import sys
import threading

total = 0
lock = threading.Lock()
def _deeper(amount, depth=50):
    global total
    if depth:
        return _deeper(amount, depth - 1)
    with lock:
        total = total + amount
def add(amount):
    _deeper(amount)


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
