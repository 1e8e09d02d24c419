# verdict: OK
# holds: lines == ["1"]
# twin: class_called_counter.py
# about: The flag is there before the counter is.

import threading


class Counter:
    def __init__(self):
        self.thread = threading.Thread(target=show)
        self.thread.start()


def show():
    print(flag)


flag = 1
counter = Counter()
counter.thread.join()
