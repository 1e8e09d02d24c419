# verdict: W
# holds: numbers == [5]
# blame: stock
# twin: transfer_ordered.py
# about: Buying and selling are each locked, with different locks.

import threading

stock = 5
buy_lock = threading.Lock()
sell_lock = threading.Lock()


def buy():
    global stock
    with buy_lock:
        stock = stock + 1


def sell():
    global stock
    with sell_lock:
        stock = stock - 1


b = threading.Thread(target=buy)
s = threading.Thread(target=sell)
b.start()
s.start()
b.join()
s.join()
print(stock)
