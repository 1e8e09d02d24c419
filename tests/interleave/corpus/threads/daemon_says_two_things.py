# verdict: W
# holds: numbers in ([], [1, 2])
# blame: -
# twin: daemon_joined.py
# about: The program may end between two lines of its daemon thread.

import threading


def say():
    print(1)
    print(2)


t = threading.Thread(target=say, daemon=True)
t.start()
