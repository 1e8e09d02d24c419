# verdict: X
# holds: sorted(numbers) == [1]
# blame: heap
# twin: heap_looked_at_first_locked.py
# about: Looked whether the heap has a task, then popped: another was faster.

import heapq
import threading

heap = [1]
done = []


def work():
    if heap:
        done.append(heapq.heappop(heap))


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(*done)
