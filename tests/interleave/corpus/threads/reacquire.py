# verdict: D
# blame: lock
# twin: reacquire_rlock.py
# about: A method that holds the lock calls another that takes it.

import threading


class Basket:
    def __init__(self):
        self.lock = threading.Lock()
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
t.join()
print(basket.items)
