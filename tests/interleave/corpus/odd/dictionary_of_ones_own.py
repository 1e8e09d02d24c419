# verdict: W
# holds: numbers == [2]
# blame: stock
# twin: list_with_a_lock.py
# about: A class made from UserDict counts by reading and writing.

import threading
from collections import UserDict


class Stock(UserDict):
    pass


stock = Stock(apples=0)


def deliver():
    stock["apples"] += 1


ts = [threading.Thread(target=deliver) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(stock["apples"])
