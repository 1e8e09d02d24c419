# verdict: ESCAPE
# may: W X D L
# blame: -
# about: The insides of a function are exchanged while another thread calls it.

import threading


def greet(name="you"):
    print(name)


def change():
    greet.__defaults__ = ("me",)


ts = [threading.Thread(target=f) for f in (change, greet)]
for t in ts:
    t.start()
for t in ts:
    t.join()
