# verdict: OK
# holds: numbers == [2]
# twin: class_attribute.py
# about: The class has a lock, too.

import threading


class Robot:
    made = 0
    lock = threading.Lock()

    def __init__(self):
        with Robot.lock:
            Robot.made += 1


ts = [threading.Thread(target=Robot) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(Robot.made)
