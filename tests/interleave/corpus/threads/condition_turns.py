# verdict: OK
# holds: lines == ['ping pong ping pong']
# twin: condition_turns_untold.py
# about: Two threads take turns, and each tells the other.

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
            condition.notify_all()


threads = [threading.Thread(target=say, args=args) for args in ((0, "ping"), (1, "pong"))]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(*out)
