# verdict: X
# blame: head
# about: CHESS WorkStealQueue: the thief looks at the tail before it moves the head, so one item goes to both.

import threading

ITEMS = 4


class WorkStealQueue:
    def __init__(self):
        self.foreign = threading.Lock()
        self.elements = [None] * 16
        self.head = 0
        self.tail = 0

    def push(self, item):
        t = self.tail
        self.elements[t % 16] = item
        self.tail = t + 1

    def pop(self):
        t = self.tail - 1
        self.tail = t
        if self.head <= t:
            return self.elements[t % 16]
        self.tail = t + 1
        with self.foreign:
            t = self.tail - 1
            self.tail = t
            if self.head <= t:
                return self.elements[t % 16]
            self.tail = t + 1
            return None

    def steal(self):
        with self.foreign:
            h = self.head
            if h < self.tail:
                item = self.elements[h % 16]
                self.head = h + 1
                return item
            return None


queue = WorkStealQueue()
taken = [0] * ITEMS


def owner():
    for n in range(0, ITEMS, 2):
        queue.push(n)
        queue.push(n + 1)
        item = queue.pop()
        if item is not None:
            taken[item] += 1
    for _ in range(ITEMS):
        item = queue.pop()
        if item is not None:
            taken[item] += 1


stolen = []


def thief():
    for _ in range(2):
        item = queue.steal()
        if item is not None:
            stolen.append(item)


a = threading.Thread(target=owner)
b = threading.Thread(target=thief)
a.start()
b.start()
a.join()
b.join()
for item in stolen:
    taken[item] += 1
assert all(n <= 1 for n in taken), taken
