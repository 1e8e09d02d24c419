# verdict: W
# holds: numbers[-1] >= 0
# blame: balance
# twin: bank_locked.py
# about: The lock protects the withdrawal but not the check before it.

import threading

balance = 100
lock = threading.Lock()


def withdraw(amount):
    global balance
    if balance >= amount:
        with lock:
            balance = balance - amount


anna = threading.Thread(target=withdraw, args=(80,))
ben = threading.Thread(target=withdraw, args=(70,))
anna.start()
ben.start()
anna.join()
ben.join()
print("balance", balance)
