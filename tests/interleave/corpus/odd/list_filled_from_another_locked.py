# verdict: OK
# holds: numbers == [1, 2]
# twin: list_filled_from_another.py
# about: The same with a lock for both.

import threading

kept, shown = [1], []
lock = threading.Lock()


def restore():
    with lock:
        shown[:] = kept


def add():
    with lock:
        kept.append(2)
        shown.append(2)


shown.append(1)
threads = [threading.Thread(target=restore), threading.Thread(target=add)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(shown)
