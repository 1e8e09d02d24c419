# verdict: OK
# may: L
# holds: lines == ["bye"]
# twin: endless.py
# about: A daemon may go round for ever; the program ends without it.

import threading


def forever():
    while True:
        pass


t = threading.Thread(target=forever, daemon=True)
t.start()
print("bye")
