# verdict: W
# holds: numbers == [2]
# blame: -
# twin: ../threads/counter_object_locked.py
# about: The built-in functions getattr and setattr.

import threading


class Box:
    pass


box = Box()
setattr(box, "content", 0)


def work(name):
    setattr(box, name, getattr(box, name) + 1)


ts = [threading.Thread(target=work, args=("content",)) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(box.content)
