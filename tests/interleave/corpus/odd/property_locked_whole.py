# verdict: OK
# holds: numbers == [2]
# twin: property_counter.py
# about: The whole `+=` happens under a lock of its own.

import threading


class Account:
    def __init__(self):
        self._value = 0
        self._lock = threading.Lock()

    @property
    def value(self):
        with self._lock:
            return self._value

    @value.setter
    def value(self, new):
        with self._lock:
            self._value = new


account = Account()
whole = threading.Lock()


def deposit():
    with whole:
        account.value += 1


threads = [threading.Thread(target=deposit) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(account.value)
