# verdict: OK
# holds: numbers == [3]
# twin: philosophers3.py
# about: The last philosopher is left-handed.

import threading
import time

N = 3
forks = [threading.Lock() for _ in range(N)]
meals = [0] * N


def philosopher(i):
    a, b = i, (i + 1) % N
    if a > b:
        a, b = b, a
    with forks[a]:
        time.sleep(0.1)
        with forks[b]:
            meals[i] += 1


table = [threading.Thread(target=philosopher, args=(i,)) for i in range(N)]
for p in table:
    p.start()
for p in table:
    p.join()
print("meals:", sum(meals))
