# verdict: W
# holds: numbers == [3, 3]
# blame: parts
# twin: barrier.py
# about: The second phase starts before the first has ended everywhere.

import threading

parts = [0, 0]
sums = [0, 0]


def work(i):
    parts[i] = i + 1
    sums[i] = parts[0] + parts[1]


threads = [threading.Thread(target=work, args=(i,)) for i in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(*sums)
