# verdict: ESCAPE
# holds: True
# blame: -
# twin: deep_copy_under_lock.py
# about: copy.deepcopy is Python of the library: nobody sees where it can be interrupted.

import copy
import threading

table = {"a": [1], "b": [1]}
copies = []


def save():
    copies.append(copy.deepcopy(table))


def change():
    table["a"].append(2)
    table["b"].append(2)


ts = [threading.Thread(target=save), threading.Thread(target=change)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(len(copies))
