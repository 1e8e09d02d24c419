# verdict: W
# holds: numbers == [2]
# blame: n
# twin: items_by_map_locked.py
# about: Reads and writes of the dictionary are methods handed to map.

import threading

store = {"n": 0}


def work():
    (n,) = map(store.get, ["n"])
    list(map(store.__setitem__, ["n"], [n + 1]))


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(store["n"])
