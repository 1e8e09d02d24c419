# verdict: OK
# holds: numbers == [2]
# blame: -
# twin: attribute_by_getter.py
# about: Both under one lock.

import operator
import threading


class Page:
    hits = 0


page = Page()
hits_of = operator.attrgetter("hits")
lock = threading.Lock()


def work():
    with lock:
        setattr(page, "hits", hits_of(page) + 1)


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(page.hits)
