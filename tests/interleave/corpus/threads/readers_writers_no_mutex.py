# verdict: W D
# holds: all(pair in ("1 1", "2 2") for pair in lines)
# blame: readers
# twin: readers_writers.py
# about: The number of readers is counted without its mutex.

import threading

room_empty = threading.Semaphore(1)
readers = 0
first = second = 1


def read():
    global readers
    readers += 1
    if readers == 1:
        room_empty.acquire()
    print(first, second)
    readers -= 1
    if readers == 0:
        room_empty.release()


def write():
    global first, second
    with room_empty:
        first = 2
        second = 2


threads = [threading.Thread(target=f) for f in (read, read, write)]
for t in threads:
    t.start()
for t in threads:
    t.join()
