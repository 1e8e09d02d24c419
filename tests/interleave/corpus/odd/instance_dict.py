# verdict: W
# holds: numbers == [2]
# blame: -
# twin: ../threads/counter_object_locked.py
# about: Writes through __dict__, reads through the attribute.

import threading


class Box:
    def __init__(self):
        self.content = 0

    def add(self):
        seen = self.content
        self.__dict__["content"] = seen + 1


box = Box()
ts = [threading.Thread(target=box.add) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(box.content)
