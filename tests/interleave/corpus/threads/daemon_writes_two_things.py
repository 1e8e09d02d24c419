# verdict: W
# holds: lines in (["ready"], ["ready", "loading", "done"])
# twin: daemon_joined.py
# about: A daemon writes two lines by sys.stdout.write, and the program may end between them.

import sys
import threading


def load():
    sys.stdout.write("loading\n")
    sys.stdout.write("done\n")


threading.Thread(target=load, daemon=True).start()
print("ready")
