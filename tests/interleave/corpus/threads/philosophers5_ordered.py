# verdict: OK
# holds: numbers == [0, 1, 2, 3, 4]
# twin: philosophers5.py
# about: The lower fork first; every thread notes its meal in its own place.

import threading

forks = [threading.Lock() for _ in range(5)]
eaten = [None] * 5


def dine(i):
    low, high = min(i, (i + 1) % 5), max(i, (i + 1) % 5)
    with forks[low]:
        with forks[high]:
            eaten[i] = i


threads = [threading.Thread(target=dine, args=(i,)) for i in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(eaten)
