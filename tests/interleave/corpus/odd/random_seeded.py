# verdict: W
# holds: numbers == [2]
# blame: n
# twin: random_choice.py
# about: Seeded, the dice fall the same way each time (0.13…): careless.

import random
import threading

n = 0
lock = threading.Lock()


def work(careless):
    global n
    if careless:
        old = n
        n = old + 1
    else:
        with lock:
            n += 1


random.seed(1)
careless = random.random() < 0.2
ts = [threading.Thread(target=work, args=(careless,)) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(n)
