# verdict: X
# blame: free
# twin: pop_if_any_locked.py
# about: Two guests find the same room free; the second cannot take it from the list.

import threading

free = ["room 1"]


def book(name):
    if "room 1" in free:
        free.remove("room 1")
        print(name, "has it")


guests = [threading.Thread(target=book, args=(n,)) for n in ("Ann", "Bob")]
for g in guests:
    g.start()
for g in guests:
    g.join()
