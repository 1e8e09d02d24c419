# verdict: X
# blame: pool
# twin: semaphore_limits.py
# about: One release too many: a BoundedSemaphore says so.

import threading

pool = threading.BoundedSemaphore(2)


def use(name):
    with pool:
        print("using", name)
        pool.release()


threads = [threading.Thread(target=use, args=(n,)) for n in ("a", "b")]
for t in threads:
    t.start()
for t in threads:
    t.join()
