# verdict: W
# holds: numbers == [7]
# blame: money
# twin: lock_kept.py
# about: Who holds the lock puts a new one in its place; who comes then does not wait.

import threading

class Till:
    def __init__(self):
        self.lock = threading.Lock()
        self.money = 0
    def pay(self, n):
        with self.lock:
            self.lock = threading.Lock()
            old = self.money
            self.money = old + n

till = Till()
ts = [threading.Thread(target=till.pay, args=(n,)) for n in (1, 2, 4)]
for t in ts: t.start()
for t in ts: t.join()
print(till.money)
