# verdict: W
# holds: numbers == [2]
# blame: lines
# twin: log_formatter_counts.py
# about: A logger asks its filters before it comes to any handler, and so without a lock.

import logging
import threading


class Numbered(logging.Filter):
    lines = 0

    def filter(self, record):
        self.lines += 1
        return False


numbered = Numbered()
log = logging.getLogger("app")
log.addFilter(numbered)
ts = [threading.Thread(target=log.warning, args=("hello",)) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(numbered.lines)
