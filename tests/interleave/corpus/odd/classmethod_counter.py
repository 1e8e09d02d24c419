# verdict: W
# holds: numbers == [2]
# blame: made
# twin: class_attribute_locked.py
# about: The same by way of cls in a classmethod, and of a subclass.

import threading


class Robot:
    made = 0

    @classmethod
    def build(cls):
        before = cls.made
        cls.made = before + 1


class Android(Robot):
    pass


ts = [threading.Thread(target=Android.build) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(Android.made)
