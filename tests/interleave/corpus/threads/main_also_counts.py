# verdict: W
# holds: numbers == [2]
# blame: total
# twin: lock_as_argument.py
# about: The main thread takes part in the work, and in the race.

import threading

total = 0


def add():
    global total
    old = total
    total = old + 1


t = threading.Thread(target=add)
t.start()
add()
t.join()
print(total)
