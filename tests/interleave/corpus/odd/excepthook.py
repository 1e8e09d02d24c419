# verdict: OK
# may: X
# holds: lines == ["caught ValueError"]
# twin: ../threads/thread_dies_silently.py
# about: threading.excepthook is replaced by the student's own, which deals with the exception.

import threading


def hook(args):
    print("caught", args.exc_type.__name__)


threading.excepthook = hook


def work():
    raise ValueError("no")


t = threading.Thread(target=work)
t.start()
t.join()
