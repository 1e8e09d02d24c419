# verdict: OK
# holds: numbers == [1]
# blame: -
# twin: cache_computes_twice.py
# about: Who asks holds the lock, so the second finds the answer.

import functools
import threading

calls = 0


@functools.lru_cache
def load():
    global calls
    calls += 1
    return 42


lock = threading.Lock()


def work():
    with lock:
        load()


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(calls)
