# verdict: W
# escape: allowed
# holds: numbers == [2]
# blame: -
# twin: globals_item_locked.py
# about: The module's own object, out of sys.modules.

import sys
import threading

x = 0
me = sys.modules[__name__]


def work():
    copy = me.x
    me.x = copy + 1


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(x)
