# verdict: D
# about: A comparison in the queue's heap puts another item into the same queue, whose lock is held.

import queue


class Item:
    def __init__(self, rank):
        self.rank = rank

    def __lt__(self, other):
        jobs.put(Item(0))
        return self.rank < other.rank


jobs = queue.PriorityQueue()
jobs.put(Item(1))
jobs.put(Item(2))
print(jobs.qsize())
