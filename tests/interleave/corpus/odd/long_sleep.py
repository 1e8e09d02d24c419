# verdict: OK
# holds: lines == ["good morning"]
# twin: endless.py
# about: Sleeps for a year, in virtual time.

import threading
import time

t = threading.Thread(target=time.sleep, args=(365 * 24 * 3600,))
t.start()
t.join()
print("good morning")
