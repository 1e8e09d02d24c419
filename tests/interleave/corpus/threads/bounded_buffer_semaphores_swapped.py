# verdict: D
# blame: mutex
# twin: bounded_buffer_semaphores.py
# about: The consumer takes the mutex first and waits for an item while holding it.

import threading

spaces = threading.Semaphore(1)
items = threading.Semaphore(0)
mutex = threading.Semaphore(1)
buffer = []
total = 0


def producer():
    for n in (1, 2):
        spaces.acquire()
        mutex.acquire()
        buffer.append(n)
        mutex.release()
        items.release()


def consumer():
    global total
    for _ in range(2):
        mutex.acquire()
        items.acquire()
        total += buffer.pop()
        mutex.release()
        spaces.release()


threads = [threading.Thread(target=f) for f in (producer, consumer)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(total)
