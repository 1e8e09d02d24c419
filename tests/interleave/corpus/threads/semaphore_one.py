# verdict: OK
# holds: numbers == [2]
# twin: semaphore_two.py
# about: Semaphore(1) is a mutex.

import threading

seats = 0
door = threading.Semaphore(1)


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
