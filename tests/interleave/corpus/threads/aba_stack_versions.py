# verdict: OK
# holds: sorted(numbers) == [1, 2, 3]
# twin: aba_stack.py
# about: A version that only grows tells the same top from a top that came back.

import threading

cas_lock = threading.Lock()
state = (0, (1, 2, 3))
popped = []


def compare_and_set(old, new):
    global state
    with cas_lock:
        if state is old:
            state = new
            return True
        return False


def pop():
    while True:
        old = state
        version, items = old
        if compare_and_set(old, (version + 1, items[1:])):
            return items[0]


def push(item):
    while True:
        old = state
        version, items = old
        if compare_and_set(old, (version + 1, (item, *items))):
            return


def slow():
    popped.append(pop())


def fast():
    first = pop()
    popped.append(pop())
    push(first)


a = threading.Thread(target=slow)
b = threading.Thread(target=fast)
a.start()
b.start()
a.join()
b.join()
print(*popped, *state[1])
