# verdict: OK
# holds: stdout.strip() == 'xx'
# blame: -
# twin: text_buffer_rewritten.py
# about: All of it under one lock.

import io
import threading

buffer = io.StringIO()
lock = threading.Lock()


def work():
    with lock:
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.write(text + "x")


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(buffer.getvalue())
