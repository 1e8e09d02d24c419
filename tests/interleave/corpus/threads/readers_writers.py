# verdict: OK
# holds: all(pair in ("1 1", "2 2") for pair in lines)
# twin: readers_writers_no_mutex.py
# about: Readers and a writer (Little Book of Semaphores).

import threading

mutex = threading.Semaphore(1)
room_empty = threading.Semaphore(1)
readers = 0
first = second = 1


def read():
    global readers
    with mutex:
        readers += 1
        if readers == 1:
            room_empty.acquire()
    print(first, second)
    with mutex:
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
