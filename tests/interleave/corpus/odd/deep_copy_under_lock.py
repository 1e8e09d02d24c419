# verdict: OK
# holds: numbers in ([1, 1], [2, 2])
# blame: -
# twin: deep_copy_of_what_changes.py
# about: Under a lock it does not matter where it could be interrupted.

import copy
import threading

table = {"a": [1], "b": [1]}
copies = []
lock = threading.Lock()


def save():
    with lock:
        copies.append(copy.deepcopy(table))


def change():
    with lock:
        table["a"].append(2)
        table["b"].append(2)


ts = [threading.Thread(target=save), threading.Thread(target=change)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(len(copies[0]["a"]), len(copies[0]["b"]))
