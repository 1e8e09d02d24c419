# verdict: D
# holds: numbers == [1]
# blame: cond
# twin: kitchen_wait_for.py
# about: The Event says that somebody will come, not that the Condition was not told before: the call is missed.

import threading
from dataclasses import dataclass, field

@dataclass
class Kitchen:
    ready: threading.Event = field(default_factory=threading.Event)
    cond: threading.Condition = field(default_factory=threading.Condition)
    dough: int = 0

    def knead(self):
        self.ready.set()
        with self.cond:
            self.dough += 1
            self.cond.notify()

    def bake(self):
        self.ready.wait()
        with self.cond:
            self.cond.wait()
            print("baked", self.dough)

k = Kitchen()
a = threading.Thread(target=k.knead)
b = threading.Thread(target=k.bake)
a.start(); b.start()
a.join(); b.join()
