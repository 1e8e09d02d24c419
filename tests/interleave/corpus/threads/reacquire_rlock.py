# verdict: OK
# holds: numbers == [3]
# twin: reacquire.py
# about: An RLock may be taken again by its owner.

import threading


class Basket:
    def __init__(self):
        self.lock = threading.RLock()
        self.items = []

    def add(self, item):
        with self.lock:
            self.items.append(item)

    def add_two(self, first, second):
        with self.lock:
            self.add(first)
            self.add(second)


basket = Basket()
t = threading.Thread(target=basket.add_two, args=("egg", "milk"))
t.start()
basket.add("bread")
t.join()
print(len(basket.items))
