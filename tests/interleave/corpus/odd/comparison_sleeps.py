# verdict: OK
# holds: numbers == [1, 3, 5]
# about: Items of a PriorityQueue take their time when they are compared: nobody sees a heap that is put in order by half.

import queue
import threading
import time


class Job:
    def __init__(self, rank):
        self.rank = rank

    def __lt__(self, other):
        time.sleep(0.01)
        return self.rank < other.rank


jobs = queue.PriorityQueue()
jobs.put(Job(5))


def add(rank):
    jobs.put(Job(rank))


threads = [threading.Thread(target=add, args=(rank,)) for rank in (3, 1)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print([jobs.get().rank for _ in range(3)])
