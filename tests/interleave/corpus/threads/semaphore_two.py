# verdict: W
# holds: numbers == [2]
# blame: seats
# twin: semaphore_one.py
# about: A semaphore that lets two in does not protect anything from two.

import threading

seats = 0
door = threading.Semaphore(2)


def book():
    global seats
    with door:
        taken = seats
        seats = taken + 1


a = threading.Thread(target=book)
b = threading.Thread(target=book)
a.start()
b.start()
a.join()
b.join()
print(seats)
