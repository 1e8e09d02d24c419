# verdict: X
# holds: lines == ["1"]
# blame: flag
# twin: class_called_counter_late.py
# about: The class of the program's own that is called Counter starts a thread.

import threading


class Counter:
    def __init__(self):
        self.thread = threading.Thread(target=show)
        self.thread.start()


def show():
    print(flag)


counter = Counter()
flag = 1
counter.thread.join()
