# verdict: OK
# holds: numbers == [7]
# twin: busy_wait_local.py
# about: Waiting in a loop burns time but is right.

import threading

value = 0
done = False


def work():
    global value, done
    value = 7
    done = True


threading.Thread(target=work).start()
while not done:
    pass
print(value)
