# verdict: W
# holds: numbers == [1]
# twin: cached_property_twice_locked.py
# about: cached_property has no lock from Python 3.12 on: both find nothing, both compute.

import threading
from functools import cached_property

made = []

class Config:
    @cached_property
    def data(self):
        made.append(1)
        return {"x": 1}

c = Config()
def use():
    c.data["x"]
ts = [threading.Thread(target=use) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
print(len(made))
