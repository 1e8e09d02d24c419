# verdict: W
# holds: numbers == [1, 2]
# blame: shown
# twin: list_filled_from_another_locked.py
# about: `shown[:] = kept` looks at the one list and changes the other in one step; between the two lines of `add`, an entry comes twice.

import threading

kept, shown = [1], []


def restore():
    shown[:] = kept


def add():
    kept.append(2)
    shown.append(2)


shown.append(1)
threads = [threading.Thread(target=restore), threading.Thread(target=add)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(shown)
