# verdict: L
# holds: True
# blame: lock
# twin: busy_wait_any.py
# about: Whoever has the lock goes round for ever.

import threading

lock = threading.Lock()
value = 0


def work():
    global value
    with lock:
        while True:
            pass
        value += 1


threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads:
    t.start()
while any(t.is_alive() for t in threads):
    pass
print(value)
