# verdict: W
# holds: sorted(lines) == ["ann ann", "bob bob"]
# blame: user
# twin: thread_local.py
# about: The current user is one object for all threads.

import threading


class Request:
    user = None


request = Request()


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
