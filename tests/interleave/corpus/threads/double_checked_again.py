# verdict: OK
# holds: numbers == [1]
# twin: double_checked.py
# about: Checked again under the lock.

from threading import Lock, Thread

connection = None
opened = 0
lock = Lock()


def get_connection():
    global connection, opened
    if connection is None:
        with lock:
            if connection is None:
                opened += 1
                connection = object()
    return connection


threads = [Thread(target=get_connection) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("opened", opened)
