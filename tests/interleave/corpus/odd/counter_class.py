# verdict: W
# verdict[cpython]: W
# holds: numbers == [2]
# blame: votes
# twin: ../threads/word_count_two_keys.py
# about: collections.Counter is a dict: counting is reading and writing; a missing key calls Python, so CPython can switch there.

import threading
from collections import Counter

votes = Counter()


def vote(name):
    votes[name] += 1


ts = [threading.Thread(target=vote, args=("ann",)) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(votes["ann"])
