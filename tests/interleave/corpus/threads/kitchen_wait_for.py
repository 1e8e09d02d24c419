# verdict: OK
# holds: numbers == [1]
# twin: kitchen_bare_wait.py
# about: wait_for looks first whether there is anything to wait for.

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
            self.cond.wait_for(lambda: self.dough)
            print("baked", self.dough)

k = Kitchen()
a = threading.Thread(target=k.knead)
b = threading.Thread(target=k.bake)
a.start(); b.start()
a.join(); b.join()
