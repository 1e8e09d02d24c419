# verdict: L
# holds: lines == ["stopped"]
# twin: works_until_told.py
# about: The same, and the flag is a variable of the function that sets it.

import threading
import time

running = True
count = 0


def work():
    global count
    while running:
        count += 1


thread = threading.Thread(target=work)
thread.start()
time.sleep(1)


def stop():
    running = False  # noqa: F841
    return running


stop()
thread.join()
print("stopped")
