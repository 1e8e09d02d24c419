# verdict: OK
# holds: numbers == [399980000]
# twin: ../threads/own_slot_each.py
# about: Much computing with local variables only: nothing to interleave.

import threading

results = [0, 0]


def compute(i):
    total = 0
    for n in range(20_000):
        total += n
    results[i] = total


ts = [threading.Thread(target=compute, args=(i,)) for i in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sum(results))
