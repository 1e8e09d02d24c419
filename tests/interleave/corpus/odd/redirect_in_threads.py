# verdict: W
# holds: stdout.strip() == "[('a', 'a\\n'), ('b', 'b\\n')]"
# blame: stdout
# twin: redirect_in_threads_locked.py
# about: redirect_stdout is for the whole process: what one thread prints lands with the other.

import io
import threading
from contextlib import redirect_stdout

said = {}


def work(name):
    buffer = io.StringIO()
    with redirect_stdout(buffer):
        print(name)
    said[name] = buffer.getvalue()


ts = [threading.Thread(target=work, args=(name,)) for name in "ab"]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(said.items()))
