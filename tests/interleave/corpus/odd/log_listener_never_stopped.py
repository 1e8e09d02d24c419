# verdict: W
# holds: lines == ["a", "b"]
# blame: kept
# twin: log_listener.py
# about: Nobody waits for the thread that takes the records from the queue.

import logging
import queue
import threading
from logging.handlers import QueueHandler, QueueListener

records = queue.Queue()
kept = []


class Keep(logging.Handler):
    def emit(self, record):
        kept.append(self.format(record))


log = logging.getLogger("app")
log.addHandler(QueueHandler(records))
log.propagate = False
listener = QueueListener(records, Keep())
listener.start()
ts = [threading.Thread(target=log.warning, args=(word,)) for word in "ab"]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(*sorted(kept), sep="\n")
