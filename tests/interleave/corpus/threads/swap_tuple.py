# verdict: W
# holds: sorted(numbers) == [1, 2]
# blame: left
# twin: two_variables_locked.py
# about: `left, right = right, left` reads both, then writes both.

import threading

left = 1
right = 2


def swap():
    global left, right
    left, right = right, left


ts = [threading.Thread(target=swap) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(left, right)
