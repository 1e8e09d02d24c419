# verdict: W
# holds: numbers == [1, 2]
# blame: groups
# twin: setdefault_append.py
# about: Looks for the key, then makes the list: the second maker wipes out the first one's entry.

import threading

groups = {}


def join_group(n):
    if "a" not in groups:
        groups["a"] = []
    groups["a"].append(n)


ts = [threading.Thread(target=join_group, args=(n,)) for n in (1, 2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(groups["a"]))
