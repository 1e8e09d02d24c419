# verdict: W
# holds: numbers == [1]
# blame: calls
# twin: cache_computes_twice_locked.py
# about: lru_cache is safe, not exclusive: both find nothing and both compute.

import functools
import threading

calls = 0


@functools.lru_cache
def load():
    global calls
    calls += 1
    return 42


def work():
    load()


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(calls)
