# verdict: D
# holds: lines == ['ping pong ping pong']
# blame: condition
# twin: condition_turns.py
# about: Nobody says that it is the other's turn.

import threading

turn = 0
condition = threading.Condition()
out = []


def say(mine, word):
    global turn
    for _ in range(2):
        with condition:
            condition.wait_for(lambda: turn == mine)
            out.append(word)
            turn = 1 - turn


threads = [threading.Thread(target=say, args=args) for args in ((0, "ping"), (1, "pong"))]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(*out)
