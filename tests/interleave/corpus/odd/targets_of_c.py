# verdict: W
# holds: numbers == [1, 2]
# blame: -
# about: The threads run methods of a list, written in C; nothing of the program's is in between.

import threading

seen = []
ts = [threading.Thread(target=seen.append, args=(n,)) for n in (1, 2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(*seen)
