# verdict: W
# holds: numbers == [2]
# blame: _value
# twin: ../threads/counter_object_locked.py
# about: A property whose getter and setter each take the lock: each safe, both together not.

import threading


class Safe:
    def __init__(self):
        self._lock = threading.Lock()
        self._value = 0

    @property
    def value(self):
        with self._lock:
            return self._value

    @value.setter
    def value(self, new):
        with self._lock:
            self._value = new


safe = Safe()


def work():
    safe.value += 1


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(safe.value)
