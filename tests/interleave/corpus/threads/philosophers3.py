# verdict: D
# blame: forks
# twin: philosophers3_ordered.py
# about: Three philosophers, each takes the left fork first.

import threading
import time

N = 3
forks = [threading.Lock() for _ in range(N)]
meals = [0] * N


def philosopher(i):
    left = forks[i]
    right = forks[(i + 1) % N]
    with left:
        time.sleep(0.1)
        with right:
            meals[i] += 1


table = [threading.Thread(target=philosopher, args=(i,)) for i in range(N)]
for p in table:
    p.start()
for p in table:
    p.join()
print("meals:", sum(meals))
