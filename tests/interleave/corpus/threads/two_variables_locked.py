# verdict: OK
# holds: lines in (["0 0"], ["20 68"])
# twin: two_variables.py
# about: Written and read as one.

from threading import Lock, Thread

celsius = 0
fahrenheit = 0
pair = Lock()


def measure():
    global celsius, fahrenheit
    with pair:
        celsius = 20
        fahrenheit = celsius * 9 // 5 + 32


def show():
    with pair:
        c = celsius
        f = fahrenheit
    print(c, f)


m = Thread(target=measure)
s = Thread(target=show)
m.start()
s.start()
m.join()
s.join()
