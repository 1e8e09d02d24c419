# verdict: D
# blame: pen
# twin: gate_lock.py
# about: One with statement, two locks, two orders.

import threading

pen = threading.Lock()
paper = threading.Lock()
pages = []


def writer():
    with pen, paper:
        pages.append("text")


def painter():
    with paper, pen:
        pages.append("picture")


t1 = threading.Thread(target=writer, name="writer")
t2 = threading.Thread(target=painter, name="painter")
t1.start()
t2.start()
t1.join()
t2.join()
print(sorted(pages))
