import sys
import threading

import traceback
total = 0
lock = threading.Lock()
def number(text):
    try:
        return int(text)
    except ValueError:
        traceback.print_exc()
        return 0
def add(amount):
    global total
    with lock:
        total = total + amount
assert number("x") == 0


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
