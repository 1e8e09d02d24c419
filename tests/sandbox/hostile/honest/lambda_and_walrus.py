import sys
import threading

total = 0
lock = threading.Lock()
def _put(value):
    global total
    total = value
def _add(amount):
    with lock:
        if (new := total + amount) is not None:
            _put(new)
add = lambda amount: _add(amount)


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
