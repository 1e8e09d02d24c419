# verdict: OK
# search: bounded
# holds: numbers == [600]
# twin: long_unlocked.py
# about: The same with a lock: right, but nobody can try every order of 600 locked sections.

import threading

count = 0
lock = threading.Lock()


def add():
    global count
    for _ in range(300):
        with lock:
            count = count + 1


pair = [threading.Thread(target=add) for _ in range(2)]
for t in pair:
    t.start()
for t in pair:
    t.join()
print(count)
