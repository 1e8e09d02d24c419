# verdict: OK
# holds: lines == ["a", "b"]
# twin: log_listener_never_stopped.py
# about: A thread of the library's own takes the records from a queue; to stop it is to wait for it.

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
listener.stop()
print(*sorted(kept), sep="\n")
