# verdict: OK
# holds: numbers == [1]
# twin: cached_property_twice.py
# about: Who asks holds a lock.

import threading
from functools import cached_property

lock = threading.Lock()
made = []

class Config:
    @cached_property
    def data(self):
        made.append(1)
        return {"x": 1}

c = Config()
def use():
    with lock:
        c.data["x"]
ts = [threading.Thread(target=use) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
print(len(made))
