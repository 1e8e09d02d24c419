# verdict: W
# holds: numbers == [2]
# blame: -
# twin: globals_item_locked.py
# about: The global is reached by globals()['x'].

import threading

x = 0


def work():
    copy = globals()["x"]
    globals()["x"] = copy + 1


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(x)
