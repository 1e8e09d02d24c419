# verdict: W
# holds: numbers == [2]
# blame: lock
# twin: trylock_retry.py
# about: lock.locked() says what was, not what is; the second writer leaves without writing.

import threading

lock = threading.Lock()
value = 0


def work():
    global value
    if lock.locked():
        return
    with lock:
        value += 1


a = threading.Thread(target=work)
b = threading.Thread(target=work)
a.start()
b.start()
a.join()
b.join()
print(value)
