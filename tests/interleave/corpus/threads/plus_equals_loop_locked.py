# verdict: OK
# holds: numbers == [10]
# twin: plus_equals_loop.py
# about: Five locked increments in each of two threads: 252 orders of the lock, all good.

import threading

count = 0
lock = threading.Lock()


def worker():
    global count
    for _ in range(5):
        with lock:
            count += 1


t1 = threading.Thread(target=worker)
t2 = threading.Thread(target=worker)
t1.start()
t2.start()
t1.join()
t2.join()
print(count)
