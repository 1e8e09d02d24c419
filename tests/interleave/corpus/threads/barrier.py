# verdict: OK
# holds: numbers == [3, 3]
# twin: barrier_missing.py
# about: A barrier between the phases.

import threading

parts = [0, 0]
sums = [0, 0]
barrier = threading.Barrier(2)


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
