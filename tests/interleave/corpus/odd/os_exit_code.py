# verdict: X
# blame: -
# twin: ../threads/exit_in_thread.py
# about: os._exit(4) from main.

import os
import threading

t = threading.Thread(target=print, args=("working",))
t.start()
t.join()
os._exit(4)
