# verdict: L
# holds: True
# blame: lock
# twin: lock_tried_in_turns.py
# about: The lock is never given back: the other thread tries with a timeout for ever.

import threading

lock = threading.Lock()
value = 0


def work():
    global value
    while not lock.acquire(timeout=0.1):
        pass
    value += 1


a = threading.Thread(target=work)
b = threading.Thread(target=work)
a.start()
b.start()
a.join()
b.join()
print(value)
