# verdict: W
# escape: allowed
# holds: numbers == [2]
# blame: -
# twin: ../threads/counter_object_locked.py
# about: The counting happens in __del__.

import threading

freed = 0


class Page:
    def __del__(self):
        global freed
        seen = freed
        freed = seen + 1


def work():
    page = Page()
    del page


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(freed)
