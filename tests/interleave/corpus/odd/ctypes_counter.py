# verdict: ESCAPE
# may: W
# holds: numbers == [2]
# blame: -
# about: A C integer changed through a pointer, out of anybody's sight.

import ctypes
import threading

cell = ctypes.c_int(0)
pointer = ctypes.pointer(cell)


def work():
    n = pointer[0]
    pointer[0] = n + 1


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(cell.value)
