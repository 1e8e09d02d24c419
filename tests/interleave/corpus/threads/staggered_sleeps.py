# verdict: W
# holds: numbers == [3]
# blame: counter
# twin: staggered_joined.py
# about: Sleeping a different time in each thread hides the race, it does not remove it.

import threading
import time

counter = 0


def work(i):
    global counter
    time.sleep(i * 0.5)
    current = counter
    current = current + 1
    counter = current


threads = []
for i in range(3):
    t = threading.Thread(target=work, args=(i,))
    threads.append(t)
    t.start()

for t in threads:
    t.join()
print(f"counter = {counter}")
