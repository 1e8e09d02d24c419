# verdict: OK
# holds: lines == ["5"]
# twin: decorator_starts_thread.py
# about: What the thread needs stands above the decorator.

import threading


def background(function):
    thread = threading.Thread(target=function)
    thread.start()
    return thread


limit = 5


@background
def worker():
    print(limit)


worker.join()
