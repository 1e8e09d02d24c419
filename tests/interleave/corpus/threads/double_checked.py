# verdict: W
# holds: numbers == [1]
# blame: connection
# twin: double_checked_again.py
# about: Checked outside the lock, made inside, not checked again.

from threading import Lock, Thread

connection = None
opened = 0
lock = Lock()


def get_connection():
    global connection, opened
    if connection is None:
        with lock:
            opened += 1
            connection = object()
    return connection


threads = [Thread(target=get_connection) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("opened", opened)
