# verdict: X
# blame: -
# twin: exit_in_thread.py
# about: main gives up with exit code 3.

import sys
import threading

t = threading.Thread(target=print, args=("working",))
t.start()
t.join()
sys.exit(3)
