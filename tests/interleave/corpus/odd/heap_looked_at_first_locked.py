# verdict: OK
# holds: sorted(numbers) == [1]
# blame: -
# twin: heap_looked_at_first.py
# about: Looking and popping are under one lock.

import heapq
import threading

heap = [1]
done = []
lock = threading.Lock()


def work():
    with lock:
        if heap:
            done.append(heapq.heappop(heap))


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(*done)
