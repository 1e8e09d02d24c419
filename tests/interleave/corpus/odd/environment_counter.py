# verdict: W
# holds: numbers == [2]
# blame: -
# twin: ../threads/word_count_two_keys.py
# about: The shared thing is an environment variable.

import os
import threading

os.environ["HITS"] = "0"


def work():
    n = int(os.environ["HITS"])
    os.environ["HITS"] = str(n + 1)


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(os.environ["HITS"])
