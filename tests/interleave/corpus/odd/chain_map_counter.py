# verdict: W
# verdict[cpython]: W
# holds: numbers == [2, 0]
# twin: chain_map_counter_locked.py
# about: A ChainMap is Python of the library: it looks in one dictionary and puts into another.

import threading
from collections import ChainMap

mine, defaults = {}, {"n": 0}
settings = ChainMap(mine, defaults)


def work():
    settings["n"] = settings["n"] + 1


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(settings["n"], defaults["n"])
