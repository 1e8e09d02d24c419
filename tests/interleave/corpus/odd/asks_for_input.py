# verdict: W
# stdin: 2 3
# holds: numbers[-1:] == [5]
# blame: total
# twin: ../threads/lost_update_fixed.py
# about: Reads its numbers from input().

import threading

total = 0


def add(n):
    global total
    old = total
    total = old + n


ts = [threading.Thread(target=add, args=(int(word),)) for word in input().split()]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(total)
