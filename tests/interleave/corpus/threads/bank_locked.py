# verdict: OK
# holds: numbers[-1] in (20, 30)
# twin: bank_check_then_act.py
# about: Check and withdrawal under one lock; who comes first may differ.

import threading

balance = 100
lock = threading.Lock()


def withdraw(amount):
    global balance
    with lock:
        if balance >= amount:
            balance = balance - amount


anna = threading.Thread(target=withdraw, args=(80,))
ben = threading.Thread(target=withdraw, args=(70,))
anna.start()
ben.start()
anna.join()
ben.join()
print("balance", balance)
