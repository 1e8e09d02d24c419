# verdict: OK
# holds: lines == ["['picture', 'text']"]
# twin: ab_ba_one_with.py
# about: Opposite orders, but an outer lock lets only one thread in at a time.

import threading

gate = threading.Lock()
pen = threading.Lock()
paper = threading.Lock()
pages = []


def writer():
    with gate, pen, paper:
        pages.append("text")


def painter():
    with gate, paper, pen:
        pages.append("picture")


t1 = threading.Thread(target=writer, name="writer")
t2 = threading.Thread(target=painter, name="painter")
t1.start()
t2.start()
t1.join()
t2.join()
print(sorted(pages))
