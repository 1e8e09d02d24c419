# verdict: OK
# holds: sorted(lines) == ["main ends", "worker ends"]
# twin: exit_code_three.py
# about: sys.exit() in a thread ends that thread only, without an error.

import sys
import threading


def work():
    print("worker ends")
    sys.exit(1)


t = threading.Thread(target=work)
t.start()
t.join()
print("main ends")
