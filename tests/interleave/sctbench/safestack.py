# verdict: X
# may: L
# blame: head
# about: Vyukov's SafeStack: a lock-free stack of indices whose bug needs three threads and at least five preemptions.

import threading

COUNT = 3


class Atomic:
    def __init__(self, value):
        self.lock = threading.Lock()
        self.value = value

    def load(self):
        with self.lock:
            return self.value

    def store(self, value):
        with self.lock:
            self.value = value

    def exchange(self, value):
        with self.lock:
            old, self.value = self.value, value
            return old

    def compare_and_set(self, expected, value):
        with self.lock:
            if self.value == expected:
                self.value = value
                return True
            return False

    def add(self, n):
        with self.lock:
            self.value += n


head = Atomic(0)
count = Atomic(COUNT)
following = [Atomic(i + 1 if i + 1 < COUNT else -1) for i in range(COUNT)]
owners = [-1] * COUNT


def pop():
    while count.load() > 1:
        first = head.load()
        second = following[first].exchange(-1)
        if second >= 0:
            if head.compare_and_set(first, second):
                count.add(-1)
                return first
            following[first].exchange(second)
    return -1


def push(index):
    while True:
        first = head.load()
        following[index].store(first)
        if head.compare_and_set(first, index):
            break
    count.add(1)


def work(me):
    for _ in range(2):
        index = pop()
        while index < 0:
            index = pop()
        owners[index] = me
        assert owners[index] == me
        push(index)


threads = [threading.Thread(target=work, args=(i,)) for i in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
