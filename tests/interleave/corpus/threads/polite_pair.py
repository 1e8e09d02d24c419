# verdict: L
# blame: -
# twin: polite_pair_once.py
# about: Two hungry people hand the spoon to each other for ever.

import threading

spoon = "ann"
hungry = {"ann": True, "bob": True}


def eat(me, other):
    global spoon
    while hungry[me]:
        if spoon != me:
            continue
        if hungry[other]:
            spoon = other
            continue
        hungry[me] = False
        spoon = other


a = threading.Thread(target=eat, args=("ann", "bob"))
b = threading.Thread(target=eat, args=("bob", "ann"))
a.start()
b.start()
a.join()
b.join()
print("both have eaten")
