# verdict: OK
# holds: lines == ["first", "second"]
# twin: queue_full.py
# about: The reader is started first.

import queue
import threading

box = queue.Queue(maxsize=1)


def reader():
    print(box.get())
    print(box.get())


t = threading.Thread(target=reader)
t.start()
box.put("first")
box.put("second")
t.join()
