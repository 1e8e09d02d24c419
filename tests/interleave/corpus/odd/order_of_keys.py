# verdict: W
# holds: lines == ["['ann', 'bob']"]
# blame: -
# twin: order_of_keys_sorted.py
# about: Each thread fills in its own key, and the keys stand in the order in which they came.

import threading

ages = {}


def fill(name, age):
    ages[name] = age


ts = [threading.Thread(target=fill, args=pair) for pair in (("ann", 20), ("bob", 30))]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(list(ages))
