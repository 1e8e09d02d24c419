# verdict: W
# holds: stdout == "True\n"
# twin: board_read_locked.py
# about: Two methods with @contextmanager; only who writes takes the lock.

import threading
from contextlib import contextmanager

class Board:
    def __init__(self):
        self.lock = threading.Lock()
        self.title, self.body = "old", "old"

    @contextmanager
    def reading(self):
        yield self

    @contextmanager
    def writing(self):
        self.lock.acquire()
        try:
            yield self
        finally:
            self.lock.release()

board = Board()

def author():
    with board.writing() as b:
        b.title = "new"
        b.body = "new"

def reader():
    with board.reading() as b:
        print(b.title == b.body)

ts = [threading.Thread(target=f) for f in (author, reader)]
for t in ts: t.start()
for t in ts: t.join()
