# verdict: W
# holds: numbers == [9]
# blame: squares
# twin: printed_after_join.py
# about: Only the last of the threads is joined.

from threading import Thread

squares = []


def square(n):
    squares.append(n * n)


for n in (0, 3):
    t = Thread(target=square, args=(n,))
    t.start()
t.join()
print(sum(squares) if len(squares) == 2 else "some are missing")
