# verdict: OK
# holds: numbers == [2]
# twin: log_filter_counts.py
# about: A formatter counts its lines: who logs holds the handler's lock while it does.

import io
import logging
import threading


class Numbered(logging.Formatter):
    lines = 0

    def format(self, record):
        self.lines += 1
        return f"{self.lines} {super().format(record)}"


formatter = Numbered()
handler = logging.StreamHandler(io.StringIO())
handler.setFormatter(formatter)
log = logging.getLogger("app")
log.addHandler(handler)
log.propagate = False
ts = [threading.Thread(target=log.warning, args=("hello",)) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(formatter.lines)
