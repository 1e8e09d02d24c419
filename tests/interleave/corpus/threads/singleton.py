# verdict: W
# holds: numbers == [1]
# blame: _instance
# twin: double_checked_again.py
# about: A singleton made in __new__ by two threads at once.

import threading


class Config:
    _instance = None

    def __new__(cls):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance


found = []
threads = [threading.Thread(target=lambda: found.append(Config())) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(set(found)))
