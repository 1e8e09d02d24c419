# verdict: OK
# holds: numbers == [2]
# blame: -
# twin: items_by_map.py
# about: Both under one lock.

import threading

store = {"n": 0}
lock = threading.Lock()


def work():
    with lock:
        (n,) = map(store.get, ["n"])
        list(map(store.__setitem__, ["n"], [n + 1]))


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(store["n"])
