# verdict: D
# blame: box
# twin: queue_full_drained.py
# about: Two puts into a queue for one, before anybody takes.

import queue
import threading

box = queue.Queue(maxsize=1)


def reader():
    print(box.get())
    print(box.get())


box.put("first")
box.put("second")
t = threading.Thread(target=reader)
t.start()
t.join()
