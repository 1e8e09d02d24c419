# verdict: D
# blame: barrier
# twin: barrier.py
# about: The barrier waits for three, but only two ever come.

import threading

parts = [0, 0]
sums = [0, 0]
barrier = threading.Barrier(3)


def work(i):
    parts[i] = i + 1
    barrier.wait()
    sums[i] = parts[0] + parts[1]


threads = [threading.Thread(target=work, args=(i,)) for i in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(*sums)
