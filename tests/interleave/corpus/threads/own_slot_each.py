# verdict: OK
# holds: numbers == [14]
# twin: list_item.py
# about: Every thread writes to its own place of the list, so no lock is needed.

from threading import Thread

squares = [0, 0, 0]


def square(i):
    squares[i] = (i + 1) ** 2


threads = [Thread(target=square, args=(i,)) for i in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sum(squares))
