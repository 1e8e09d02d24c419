# verdict: X
# blame: -
# twin: subclass_result.py
# about: A subclass of Thread that does not call Thread.__init__.

import threading


class Worker(threading.Thread):
    def __init__(self, n):
        self.n = n

    def run(self):
        print(self.n)


w = Worker(3)
w.start()
w.join()
