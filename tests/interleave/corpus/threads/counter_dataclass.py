# verdict: W
# holds: numbers == [7, 70]
# blame: hits
# twin: counter_object_locked.py
# about: A dataclass with slots; one method updates two fields, each by read and write.

import threading
from dataclasses import dataclass


@dataclass(slots=True)
class Stats:
    hits: int = 0
    total: int = 0

    def record(self, hits, seconds):
        old = self.hits
        self.total = self.total + seconds
        self.hits = old + hits


stats = Stats()
one = threading.Thread(target=stats.record, args=(3, 30))
two = threading.Thread(target=stats.record, args=(4, 40))
one.start()
two.start()
one.join()
two.join()
print(stats.hits, stats.total)
