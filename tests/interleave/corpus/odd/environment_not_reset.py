# verdict: W
# holds: numbers == [2]
# blame: environ
# twin: environment_counter.py
# about: The variable is not there at the beginning, whatever an earlier run has left.

import os
import threading


def visit():
    os.environ["VISITORS"] = str(int(os.environ.get("VISITORS", "0")) + 1)


ts = [threading.Thread(target=visit) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(os.environ["VISITORS"])
