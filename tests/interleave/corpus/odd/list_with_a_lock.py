# verdict: OK
# holds: numbers == [2]
# twin: dictionary_of_ones_own.py
# about: A class made from UserList takes its lock for what it inherits.

import threading
from collections import UserList


class Journal(UserList):
    def __init__(self):
        super().__init__()
        self.lock = threading.Lock()

    def append(self, item):
        with self.lock:
            super().append(item)


journal = Journal()
ts = [threading.Thread(target=journal.append, args=("line",)) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(len(journal))
