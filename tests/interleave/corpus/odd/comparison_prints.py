# verdict: OK
# escape: allowed
# holds: lines[-1] == "[1, 3, 5]"
# about: Daemons fill a PriorityQueue whose items print when they are compared: a put is one act all the same.

import queue
import threading


class Job:
    def __init__(self, rank):
        self.rank = rank

    def __lt__(self, other):
        print("compares")
        return self.rank < other.rank


jobs = queue.PriorityQueue()
jobs.put(Job(5))


def add(rank):
    jobs.put(Job(rank))


threads = [threading.Thread(target=add, args=(rank,), daemon=True) for rank in (3, 1)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print([jobs.get().rank for _ in range(3)])
