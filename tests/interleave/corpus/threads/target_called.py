# verdict: W
# holds: lines == ["worker"]
# blame: -
# twin: start_not_run.py
# about: target=who() calls at once, in the main thread.

import threading


def who():
    print(threading.current_thread().name)


t = threading.Thread(target=who(), name="worker")
t.start()
t.join()
