# verdict: D
# blame: lock
# twin: early_return_with.py
# about: The way out for the poor forgets to give the lock back.

import threading

balance = 100
lock = threading.Lock()


def withdraw(amount):
    global balance
    lock.acquire()
    if amount > balance:
        print("not enough")
        return
    balance -= amount
    lock.release()


big = threading.Thread(target=withdraw, args=(150,))
small = threading.Thread(target=withdraw, args=(50,))
big.start()
small.start()
big.join()
small.join()
print("balance", balance)
