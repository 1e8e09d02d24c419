# verdict: W
# holds: numbers == [2]
# blame: level
# twin: counter_object_locked.py
# about: The first reading finds the attribute in the class, the writing puts it into the object.

import threading


class Lamp:
    level = 0

    def brighter(self):
        now = self.level
        self.level = now + 1


lamp = Lamp()
ts = [threading.Thread(target=lamp.brighter) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(lamp.level)
