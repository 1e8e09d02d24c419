# verdict: W
# holds: numbers == [100]
# blame: total
# twin: transfer_ordered.py
# about: Each account is locked on its own; between the two, money is nowhere, and the auditor sees it.

import threading

accounts = [60, 40]
locks = [threading.Lock(), threading.Lock()]


def move():
    with locks[0]:
        accounts[0] -= 10
    with locks[1]:
        accounts[1] += 10


def audit():
    total = 0
    for i in (0, 1):
        with locks[i]:
            total += accounts[i]
    print(total)


m = threading.Thread(target=move)
a = threading.Thread(target=audit)
m.start()
a.start()
m.join()
a.join()
