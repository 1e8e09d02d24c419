# verdict: OK
# holds: sorted(numbers) == [1, 2]
# twin: if_not_while.py
# about: Woken threads look again.

import threading

cond = threading.Condition()
items = []


def consume():
    with cond:
        while not items:
            cond.wait()
        item = items.pop(0)
    print("item", item)


def produce(item):
    with cond:
        items.append(item)
        cond.notify_all()


threads = [threading.Thread(target=consume) for _ in range(2)]
for t in threads:
    t.start()
produce(1)
produce(2)
for t in threads:
    t.join()
