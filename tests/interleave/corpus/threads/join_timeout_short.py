# verdict: W
# holds: numbers == [500]
# blame: answer
# twin: printed_after_join.py
# about: join(timeout=1) returns although the thread needs three seconds.

import threading
import time

answer = None


def compute():
    global answer
    time.sleep(3)
    answer = 500


t = threading.Thread(target=compute)
t.start()
t.join(timeout=1)
print("answer", answer)
