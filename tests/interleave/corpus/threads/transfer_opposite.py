# verdict: D
# blame: lock
# twin: transfer_ordered.py
# about: Each transfer locks "from" and then "to"; two opposite transfers block each other.

import threading


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    with source.lock:
        with target.lock:
            source.balance -= amount
            target.balance += amount


a = Account(1, 100)
b = Account(2, 100)
t1 = threading.Thread(target=transfer, args=(a, b, 10))
t2 = threading.Thread(target=transfer, args=(b, a, 20))
t1.start()
t2.start()
t1.join()
t2.join()
print(a.balance, b.balance)
