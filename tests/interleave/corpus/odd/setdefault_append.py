# verdict: OK
# holds: numbers == [1, 2]
# twin: missing_key_append.py
# about: setdefault finds or makes the list in one step.

import threading

groups = {}


def join_group(n):
    groups.setdefault("a", []).append(n)


ts = [threading.Thread(target=join_group, args=(n,)) for n in (1, 2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(groups["a"]))
