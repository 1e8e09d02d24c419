# verdict: X
# blame: -
# about: `_started` is the name of an event that every thread has: with False in its place it cannot be started.

import threading


class Worker(threading.Thread):
    def __init__(self):
        super().__init__()
        self._started = False

    def run(self):
        self._started = True


worker = Worker()
worker.start()
worker.join()
print("done")
