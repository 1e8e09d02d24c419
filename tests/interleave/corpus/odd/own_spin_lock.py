# verdict: W
# holds: numbers == [2]
# blame: taken
# twin: ../threads/trylock_retry.py
# about: A lock class of one's own whose acquire is not one step.

import threading


class SpinLock:
    def __init__(self):
        self.taken = False

    def __enter__(self):
        while self.taken:
            pass
        self.taken = True

    def __exit__(self, *exc):
        self.taken = False


lock = SpinLock()
n = 0


def work():
    global n
    with lock:
        old = n
        n = old + 1


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(n)
