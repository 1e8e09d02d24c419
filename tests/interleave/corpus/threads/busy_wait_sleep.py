# verdict: OK
# holds: numbers == [7]
# twin: busy_wait_local.py
# about: The same with a pause in the loop.

import threading
import time

value = 0
done = False


def work():
    global value, done
    time.sleep(0.5)
    value = 7
    done = True


threading.Thread(target=work).start()
while not done:
    time.sleep(0.1)
print(value)
