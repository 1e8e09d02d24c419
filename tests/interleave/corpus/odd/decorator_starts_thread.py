# verdict: X
# holds: lines == ["5"]
# blame: limit
# twin: decorator_starts_thread_late.py
# about: The decorator starts a thread at once, which needs a global that is only bound further down.

import threading


def background(function):
    thread = threading.Thread(target=function)
    thread.start()
    return thread


@background
def worker():
    print(limit)


limit = 5
worker.join()
