# verdict: OK
# holds: numbers == [2]
# twin: list_item.py
# about: The list's item is counted up under a lock.

from threading import Lock, Thread

counts = [0]
guard = Lock()


def bump():
    guard.acquire()
    try:
        counts[0] += 1
    finally:
        guard.release()


x = Thread(target=bump)
y = Thread(target=bump)
x.start()
y.start()
x.join()
y.join()
print(counts[0])
