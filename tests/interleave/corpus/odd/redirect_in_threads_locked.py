# verdict: OK
# holds: stdout.strip() == "[('a', 'a\\n'), ('b', 'b\\n')]"
# twin: redirect_in_threads.py
# about: One after the other, under a lock.

import io
import threading
from contextlib import redirect_stdout

lock = threading.Lock()
said = {}


def work(name):
    buffer = io.StringIO()
    with lock, redirect_stdout(buffer):
        print(name)
    said[name] = buffer.getvalue()


ts = [threading.Thread(target=work, args=(name,)) for name in "ab"]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(said.items()))
