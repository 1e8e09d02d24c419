# verdict: OK
# holds: numbers == [7]
# twin: lock_exchanged.py
# about: The same with one lock for good.

import threading

class Till:
    def __init__(self):
        self.lock = threading.Lock()
        self.money = 0
    def pay(self, n):
        with self.lock:
            old = self.money
            self.money = old + n

till = Till()
ts = [threading.Thread(target=till.pay, args=(n,)) for n in (1, 2, 4)]
for t in ts: t.start()
for t in ts: t.join()
print(till.money)
