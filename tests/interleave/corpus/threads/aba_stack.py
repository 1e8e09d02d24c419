# verdict: W
# holds: len(numbers) == len(set(numbers))
# blame: top
# twin: aba_stack_versions.py
# about: Compare-and-set on the top of a stack does not see that the top went away and came back.

import threading


class Node:
    def __init__(self, value, below):
        self.value = value
        self.below = below


cas_lock = threading.Lock()
top = Node(1, Node(2, Node(3, None)))
popped = []


def compare_and_set(old, new):
    global top
    with cas_lock:
        if top is old:
            top = new
            return True
        return False


def pop():
    while True:
        old = top
        if compare_and_set(old, old.below):
            return old


def slow():
    popped.append(pop().value)


def fast():
    first = pop()
    popped.append(pop().value)
    while True:
        first.below = top
        if compare_and_set(first.below, first):
            break


a = threading.Thread(target=slow)
b = threading.Thread(target=fast)
a.start()
b.start()
a.join()
b.join()
while top:
    popped.append(top.value)
    top = top.below
print(*popped)
