# verdict: W
# holds: numbers == [2]
# blame: count
# twin: ../threads/lost_update_fixed.py
# about: `except BaseException` around everything hides nothing from the search.

import threading

count = 0


def work():
    global count
    try:
        old = count
        count = old + 1
    except BaseException:
        pass


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    try:
        t.start()
    except BaseException:
        pass
for t in ts:
    t.join()
print(count)
