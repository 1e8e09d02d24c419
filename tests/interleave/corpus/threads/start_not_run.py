# verdict: OK
# holds: sorted(lines) == ["worker-1", "worker-2"]
# twin: run_not_start.py
# about: start() starts a thread.

import threading


def who():
    print(threading.current_thread().name)


threads = [threading.Thread(target=who, name=f"worker-{i}") for i in (1, 2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
