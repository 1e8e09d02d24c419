# verdict: X
# holds: len(lines) == 1
# blame: -
# twin: excepthook.py
# about: sys.excepthook of the program's own tells what ended the main thread.

import sys
import threading

total = 0


def tell(kind, error, trace):
    print("could not add up:", error)


def add():
    global total
    total += 1


sys.excepthook = tell
threads = [threading.Thread(target=add) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
raise ValueError(total)
