# verdict: OK
# holds: numbers == [3]
# twin: staggered_sleeps.py
# about: One thread after the other: right, though nothing overlaps.

import threading

counter = 0


def work(i):
    global counter
    current = counter
    current = current + 1
    counter = current


for i in range(3):
    t = threading.Thread(target=work, args=(i,))
    t.start()
    t.join()
print(f"counter = {counter}")
