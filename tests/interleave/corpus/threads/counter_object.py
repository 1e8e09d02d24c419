# verdict: W
# verdict[cpython]: OK
# holds: numbers == [2]
# blame: value
# twin: counter_object_locked.py
# about: `self.value += 1` in a shared object.

from threading import Thread


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        self.value += 1


counter = Counter()
threads = [Thread(target=counter.increment) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(counter.value)
