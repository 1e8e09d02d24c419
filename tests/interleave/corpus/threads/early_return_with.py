# verdict: OK
# holds: numbers == [50]
# twin: early_return.py
# about: `with` gives the lock back on every way out.

import threading

balance = 100
lock = threading.Lock()


def withdraw(amount):
    global balance
    with lock:
        if amount > balance:
            print("not enough")
            return
        balance -= amount


big = threading.Thread(target=withdraw, args=(150,))
small = threading.Thread(target=withdraw, args=(50,))
big.start()
small.start()
big.join()
small.join()
print("balance", balance)
