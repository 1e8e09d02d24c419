# verdict: W
# holds: numbers == [1]
# about: A queue of the program's own decides what it keeps by what another thread changes for a moment.

import queue
import threading


class Filter(queue.Queue):
    def _init(self, maxsize):
        super()._init(maxsize)
        self.limit = 5

    def _put(self, item):
        if item < self.limit:
            super()._put(item)


kept = Filter()


def put():
    kept.put(7)
    kept.put(1)


def open_for_a_moment():
    kept.limit = 10
    kept.limit = 5


threads = [threading.Thread(target=put), threading.Thread(target=open_for_a_moment)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(kept.qsize())
