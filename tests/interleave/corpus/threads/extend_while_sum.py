# verdict: W
# holds: numbers in ([0, 6], [6, 6])
# blame: numbers
# twin: dict_copied_under_lock.py
# about: A loop over a list sees the items that come while it goes on, but not those that are put in before its place.

import threading

numbers = []


def fill():
    for n in (1, 2, 3):
        numbers.append(n)


def add_up():
    total = 0
    for n in numbers:
        total += n
    print(total)


f = threading.Thread(target=fill)
a = threading.Thread(target=add_up)
f.start()
a.start()
f.join()
a.join()
print(sum(numbers))
