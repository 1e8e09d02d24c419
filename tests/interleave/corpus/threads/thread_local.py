# verdict: OK
# holds: sorted(lines) == ["ann ann", "bob bob"]
# twin: thread_local_missing.py
# about: Each thread has its own current user.

import threading

request = threading.local()


def show():
    return request.user


def handle(name):
    request.user = name
    print(name, show())


threads = [threading.Thread(target=handle, args=(n,)) for n in ("ann", "bob")]
for t in threads:
    t.start()
for t in threads:
    t.join()
