# verdict: OK
# holds: numbers == [2]
# twin: synchronized_wrong.py
# about: A decorator with one lock for each function.

import functools
import threading

count = 0


def synchronized(function):
    lock = threading.Lock()

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
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
