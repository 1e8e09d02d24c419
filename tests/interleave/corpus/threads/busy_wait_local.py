# verdict: L
# blame: done
# twin: busy_wait.py
# about: `global done` is missing, so the flag never changes and main waits in a loop for ever.

import threading

value = 0
done = False


def work():
    global value
    value = 7
    done = True


threading.Thread(target=work).start()
while not done:
    pass
print(value)
