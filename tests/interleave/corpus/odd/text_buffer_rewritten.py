# verdict: W
# holds: stdout.strip() == 'xx'
# blame: buffer
# twin: text_buffer_rewritten_locked.py
# about: Read out, made longer, written back: a buffer in memory is shared like anything else.

import io
import threading

buffer = io.StringIO()


def work():
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.write(text + "x")


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(buffer.getvalue())
