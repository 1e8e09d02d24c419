# verdict: W
# holds: numbers == [2]
# blame: count
# twin: synchronized.py
# about: The decorator makes its lock when the function is called.

import functools
import threading

count = 0


def synchronized(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        lock = threading.Lock()
        with lock:
            return function(*args, **kwargs)

    return wrapper


@synchronized
def bump():
    global count
    old = count
    count = old + 1


threads = [threading.Thread(target=bump) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(count)
