# verdict: ESCAPE
# may: W
# holds: numbers == [2]
# blame: -
# about: The race is there in one run of twenty; without a seed no search can know which.

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


careless = random.random() < 0.05
ts = [threading.Thread(target=work, args=(careless,)) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(n)
