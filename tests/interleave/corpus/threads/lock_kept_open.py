# verdict: OK
# holds: lines == ["twice"]
# about: A daemon gives back a lock that may not be taken; where it is not, that fails and changes nothing.

import threading
import time

door = threading.Lock()


def keep_open():
    while True:
        try:
            door.release()
        except RuntimeError:
            pass
        time.sleep(0.5)


threading.Thread(target=keep_open, daemon=True).start()
door.acquire()
door.acquire()
print("twice")
