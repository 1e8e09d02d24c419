# verdict: W
# holds: max(numbers) < 21
# blame: i
# twin: fibonacci_bound.py
# about: Three additions each; only one order of all six reaches 21 (a search problem, as SV-COMP's fib_bench).

import threading

i = 1
j = 1


def left():
    global i
    for _ in range(3):
        i += j


def right():
    global j
    for _ in range(3):
        j += i


a = threading.Thread(target=left)
b = threading.Thread(target=right)
a.start()
b.start()
a.join()
b.join()
print(i, j)
