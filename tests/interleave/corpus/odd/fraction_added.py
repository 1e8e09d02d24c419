# verdict: W
# verdict[cpython]: W
# holds: numbers == [2]
# about: A fraction adds in Python, so that even this CPython may switch between the read and the write.

import threading
from fractions import Fraction

n = Fraction(0)
one = Fraction(1)


def add():
    global n
    n += one


threads = [threading.Thread(target=add) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(n)
