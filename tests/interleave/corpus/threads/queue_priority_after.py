# verdict: OK
# holds: lines == ["urgent", "later"]
# twin: queue_priority.py
# about: Both tasks are there before the worker starts.

import queue
import threading

todo = queue.PriorityQueue()


def worker():
    for _ in range(2):
        priority, name = todo.get()
        print(name)


t = threading.Thread(target=worker)
todo.put((2, "later"))
todo.put((1, "urgent"))
t.start()
t.join()
