import sys
import threading

import doctest
total = 0
lock = threading.Lock()
def add(amount):
    """
    >>> add(0)
    """
    global total
    with lock:
        total = total + amount
doctest.testmod()


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
