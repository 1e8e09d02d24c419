# verdict: W
# verdict[cpython]: OK
# holds: numbers == [10]
# blame: count
# twin: plus_equals_loop_locked.py
# about: The famous `count += 1`; a GIL build of today never switches inside it, the language does not promise that.

import threading

count = 0


def worker():
    global count
    for _ in range(5):
        count += 1


t1 = threading.Thread(target=worker)
t2 = threading.Thread(target=worker)
t1.start()
t2.start()
t1.join()
t2.join()
print(count)
