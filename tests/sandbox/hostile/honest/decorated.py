import sys
import threading

import functools
total = 0
def synchronized(function):
    lock = threading.Lock()
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        with lock:
            return function(*args, **kwargs)
    return wrapper
@synchronized
def add(amount):
    '''Add, alone.'''
    global total
    total = total + amount
assert add.__name__ == "add" and add.__doc__ and add.__wrapped__


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
