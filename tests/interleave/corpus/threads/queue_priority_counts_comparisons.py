# verdict: W
# holds: numbers == [2]
# twin: queue_priority_counts_comparisons_locked.py
# about: Two queues compare their items at the same time, and every comparison counts itself.

import queue
import threading

compared = 0


class Item:
    def __init__(self, rank):
        self.rank = rank

    def __lt__(self, other):
        global compared
        compared += 1
        return self.rank < other.rank


def fill(jobs):
    jobs.put(Item(1))
    jobs.put(Item(2))


threads = [threading.Thread(target=fill, args=(queue.PriorityQueue(),)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(compared)
