# verdict: OK
# verdict[cpython]: OK
# holds: numbers == [2, 0]
# twin: chain_map_counter.py
# about: Under a lock.

import threading
from collections import ChainMap

mine, defaults = {}, {"n": 0}
settings = ChainMap(mine, defaults)
lock = threading.Lock()


def work():
    with lock:
        settings["n"] = settings["n"] + 1


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(settings["n"], defaults["n"])
