# verdict: W
# holds: numbers == [2]
# blame: -
# twin: exec_locked.py
# about: The racing code is a string that is executed.

import threading

n = 0
code = "old = n\nn = old + 1"


def work():
    exec(code, globals())


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(n)
