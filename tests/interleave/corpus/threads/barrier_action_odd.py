# verdict: D
# holds: numbers == [2]
# twin: barrier_action.py
# about: Three come to a barrier for two: one of them waits for ever.

import threading

rounds = 0


def count():
    global rounds
    rounds += 1


barrier = threading.Barrier(2, action=count)
people = [threading.Thread(target=barrier.wait) for _ in range(3)]
for one in people:
    one.start()
for one in people:
    one.join()
print(rounds)
