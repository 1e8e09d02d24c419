# verdict: W
# holds: sorted(lines) == ["worker-1", "worker-2"]
# blame: -
# twin: start_not_run.py
# about: run() works in the calling thread.

import threading


def who():
    print(threading.current_thread().name)


threads = [threading.Thread(target=who, name=f"worker-{i}") for i in (1, 2)]
for t in threads:
    t.run()
