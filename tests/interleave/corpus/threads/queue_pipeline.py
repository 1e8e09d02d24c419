# verdict: OK
# holds: numbers == [4, 9]
# twin: queue_one_sentinel.py
# about: Three stages joined by queues, the end mark is passed on.

import queue
import threading

raw = queue.SimpleQueue()
cooked = queue.SimpleQueue()


def square():
    while (n := raw.get()) is not None:
        cooked.put(n * n)
    cooked.put(None)


def show():
    while (n := cooked.get()) is not None:
        print(n)


stages = [threading.Thread(target=square), threading.Thread(target=show)]
for s in stages:
    s.start()
for n in (2, 3, None):
    raw.put(n)
for s in stages:
    s.join()
