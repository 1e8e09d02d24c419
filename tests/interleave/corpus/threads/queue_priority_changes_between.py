# verdict: OK
# holds: lines == ["a b"]
# twin: queue_priority_changes_for_a_moment.py
# about: The rank of an item that lies in the queue changes, and stays below the other's.

from dataclasses import dataclass, field
from queue import PriorityQueue
from threading import Thread


@dataclass(order=True)
class Job:
    rank: int
    name: str = field(compare=False)


first = Job(5, "a")
jobs = PriorityQueue()
jobs.put(first)


def postpone():
    first.rank = 6
    first.rank = 5


def more():
    jobs.put(Job(7, "b"))


threads = [Thread(target=postpone), Thread(target=more)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(jobs.get().name, jobs.get().name)
