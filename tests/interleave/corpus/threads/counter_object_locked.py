# verdict: OK
# holds: numbers == [2]
# twin: counter_object.py
# about: The object owns its lock.

from threading import Lock, Thread


class Counter:
    def __init__(self):
        self.value = 0
        self._lock = Lock()

    def increment(self):
        with self._lock:
            self.value += 1


counter = Counter()
threads = [Thread(target=counter.increment) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(counter.value)
