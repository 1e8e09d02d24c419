# verdict: OK
# holds: numbers == [2]
# twin: exec_race.py
# about: The executed code runs under a lock.

import threading

n = 0
lock = threading.Lock()
code = "old = n\nn = old + 1"


def work():
    with lock:
        exec(code, globals())


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(n)
