# verdict: L
# blame: -
# twin: ab_ba.py
# about: Opposite orders, but whoever does not get the second lock gives the first back and tries again, for ever at the same pace.

import threading

a = threading.Lock()
b = threading.Lock()
meals = 0


def eat(first, second):
    global meals
    while True:
        with first:
            if second.acquire(blocking=False):
                meals += 1
                second.release()
                return


x = threading.Thread(target=eat, args=(a, b))
y = threading.Thread(target=eat, args=(b, a))
x.start()
y.start()
x.join()
y.join()
print(meals)
