# verdict: W
# holds: numbers == [3]
# blame: count
# twin: ../threads/staggered_joined.py
# about: A set of strings has another order in each process (hash randomization), so the threads start in another order.

import threading

count = 0


def work(word):
    global count
    old = count
    count = old + len(word)


ts = [threading.Thread(target=work, args=(w,)) for w in {"a", "b", "c"}]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(count)
