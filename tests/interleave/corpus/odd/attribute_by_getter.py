# verdict: W
# holds: numbers == [2]
# blame: hits
# twin: attribute_by_getter_locked.py
# about: The read goes through operator.attrgetter, the write through setattr.

import operator
import threading


class Page:
    hits = 0


page = Page()
hits_of = operator.attrgetter("hits")


def work():
    setattr(page, "hits", hits_of(page) + 1)


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(page.hits)
