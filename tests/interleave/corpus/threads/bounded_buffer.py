# verdict: OK
# holds: lines == ["[0, 1]"]
# twin: bounded_buffer_one_condition.py
# about: The textbook's bounded buffer: two conditions over one lock.

import threading

lock = threading.Lock()
not_full = threading.Condition(lock)
not_empty = threading.Condition(lock)
buffer = []
taken = []


def producer():
    for item in range(2):
        with not_full:
            while len(buffer) == 1:
                not_full.wait()
            buffer.append(item)
            not_empty.notify()


def consumer():
    for _ in range(2):
        with not_empty:
            while not buffer:
                not_empty.wait()
            taken.append(buffer.pop(0))
            not_full.notify()


p = threading.Thread(target=producer)
c = threading.Thread(target=consumer)
p.start()
c.start()
p.join()
c.join()
print(taken)
