# verdict: W
# verdict[cpython]: OK
# holds: numbers == [2]
# blame: made
# twin: class_attribute_locked.py
# about: A class counts its instances.

import threading


class Robot:
    made = 0

    def __init__(self):
        Robot.made += 1


ts = [threading.Thread(target=Robot) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(Robot.made)
