# verdict: W
# holds: lines == ["urgent", "later"]
# blame: todo
# twin: queue_priority_after.py
# about: The worker may take the first task before the urgent one has come.

import queue
import threading

todo = queue.PriorityQueue()


def worker():
    for _ in range(2):
        priority, name = todo.get()
        print(name)


t = threading.Thread(target=worker)
t.start()
todo.put((2, "later"))
todo.put((1, "urgent"))
t.join()
