# verdict: W
# holds: numbers == [2]
# about: `+=` on an attribute whose class keeps attributes in a dictionary by __setattr__ and __getattr__.
# blame: -

import threading


class Bag:
    def __init__(self):
        object.__setattr__(self, "kept", {})

    def __getattr__(self, name):
        return self.kept[name]

    def __setattr__(self, name, value):
        self.kept[name] = value


bag = Bag()
bag.count = 0


def add():
    bag.count += 1


threads = [threading.Thread(target=add) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(bag.count)
