# verdict: D
# blame: count
# twin: handmade_barrier_fixed.py
# about: A barrier of one's own: the count is raised without a lock, so nobody may be the last.

import threading

count = 0
turnstile = threading.Semaphore(0)


def work():
    global count
    arrived = count + 1
    count = arrived
    if arrived == 2:
        turnstile.release()
    turnstile.acquire()
    turnstile.release()


a = threading.Thread(target=work)
b = threading.Thread(target=work)
a.start()
b.start()
a.join()
b.join()
print("both came")
