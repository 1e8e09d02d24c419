# verdict: W
# holds: numbers == [4]
# blame: amount
# twin: ../threads/counter_object_locked.py
# about: A class with its own __iadd__.

import threading


class Money:
    def __init__(self):
        self.amount = 0

    def __iadd__(self, other):
        before = self.amount
        self.amount = before + other
        return self


purse = Money()


def earn():
    global purse
    purse += 2


ts = [threading.Thread(target=earn) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(purse.amount)
