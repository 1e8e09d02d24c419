# verdict: OK
# holds: lines == ["stopped"]
# search: bounded
# twin: works_until_told_never.py
# about: A worker works until a flag is set, which the main thread sets after a while.

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
running = False
thread.join()
print("stopped")
