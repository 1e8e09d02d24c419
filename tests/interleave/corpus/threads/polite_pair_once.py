# verdict: OK
# holds: lines == ["both have eaten"]
# twin: polite_pair.py
# about: Whoever has the spoon eats and then hands it over.

import threading

spoon = "ann"


def eat(me, other):
    global spoon
    while spoon != me:
        pass
    spoon = other


a = threading.Thread(target=eat, args=("ann", "bob"))
b = threading.Thread(target=eat, args=("bob", "ann"))
a.start()
b.start()
a.join()
b.join()
print("both have eaten")
