# verdict: OK
# holds: numbers == [2]
# twin: barrier_action_odd.py
# about: Four come to a barrier for two; nobody arrives while the action is carried out.

import threading

rounds = 0


def count():
    global rounds
    rounds += 1


barrier = threading.Barrier(2, action=count)
people = [threading.Thread(target=barrier.wait) for _ in range(4)]
for one in people:
    one.start()
for one in people:
    one.join()
print(rounds)
