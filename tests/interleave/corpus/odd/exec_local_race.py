# verdict: W
# holds: numbers == [2]
# blame: -
# twin: exec_locked.py
# about: A function made by exec, as doctest-like tools do.

import threading

space = {"n": 0}
exec(
    """
def work():
    global n
    old = n
    n = old + 1
""",
    space,
)
ts = [threading.Thread(target=space["work"]) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(space["n"])
