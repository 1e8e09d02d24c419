# verdict: OK
# holds: lines == ["on time"]
# about: A loop that sleeps until two seconds are over takes two seconds, and not much more.

import threading
import time

thread = threading.Thread(target=time.sleep, args=(0.5,))
thread.start()
start = time.monotonic()
while time.monotonic() - start < 2:
    time.sleep(0.1)
print("on time" if time.monotonic() - start < 2.5 else "late")
thread.join()
