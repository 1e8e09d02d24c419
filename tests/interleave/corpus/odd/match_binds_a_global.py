# verdict: W
# holds: numbers == [2]
# blame: last
# twin: match_binds_a_global_locked.py
# about: The pattern binds a global, so that a match is what writes it.

import threading

last = 0


def work():
    global last
    value = last
    match [value + 1]:
        case [last] if value >= 0:
            pass


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(last)
