# verdict: OK
# holds: lines == ["['ann', 'bob']"]
# twin: order_of_keys.py
# about: Whoever sorts does not notice.

import threading

ages = {}


def fill(name, age):
    ages[name] = age


ts = [threading.Thread(target=fill, args=pair) for pair in (("ann", 20), ("bob", 30))]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(ages))
