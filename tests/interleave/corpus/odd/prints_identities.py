# verdict: OK
# holds: lines == ["3 threads"]
# about: id(), get_ident() and os.getpid() are other numbers in each run and mean nothing.

import os
import threading

seen = set()


def look():
    seen.add((os.getpid(), threading.get_ident()))


ts = [threading.Thread(target=look) for _ in range(2)]
look()
for t in ts:
    t.start()
for t in ts:
    t.join()
print(max(len(seen), 3), "threads")
