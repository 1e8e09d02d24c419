# verdict: X D
# blame: lock
# twin: exception_handled.py
# about: The conversion fails while the lock is held; whoever comes later waits forever.

import threading

total = 0
lock = threading.Lock()


def add(text):
    global total
    lock.acquire()
    total += int(text)
    lock.release()


threads = [threading.Thread(target=add, args=(text,)) for text in ("10", "ten")]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(total)
