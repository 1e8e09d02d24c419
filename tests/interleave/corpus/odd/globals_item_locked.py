# verdict: OK
# holds: numbers == [2]
# twin: globals_item.py
# about: globals()['x'] under a lock.

import threading

x = 0
lock = threading.Lock()


def work():
    with lock:
        copy = globals()["x"]
        globals()["x"] = copy + 1


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(x)
