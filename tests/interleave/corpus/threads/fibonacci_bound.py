# verdict: OK
# holds: max(numbers) <= 8
# twin: fibonacci.py
# about: With two additions each, no order gets beyond 8.

import threading

i = 1
j = 1


def left():
    global i
    for _ in range(2):
        i += j


def right():
    global j
    for _ in range(2):
        j += i


a = threading.Thread(target=left)
b = threading.Thread(target=right)
a.start()
b.start()
a.join()
b.join()
print(i, j)
