# verdict: W
# holds: lines in (["0 0"], ["20 68"])
# blame: celsius
# twin: two_variables_locked.py
# about: Two values that belong together are published one after the other.

from threading import Thread

celsius = 0
fahrenheit = 0


def measure():
    global celsius, fahrenheit
    celsius = 20
    fahrenheit = celsius * 9 // 5 + 32


def show():
    c = celsius
    f = fahrenheit
    print(c, f)


m = Thread(target=measure)
s = Thread(target=show)
m.start()
s.start()
m.join()
s.join()
