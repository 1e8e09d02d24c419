# verdict: OK
# holds: lines == ["both came"]
# twin: handmade_barrier.py
# about: The count is raised under a mutex (Little Book of Semaphores, barrier with a turnstile).

import threading

count = 0
mutex = threading.Lock()
turnstile = threading.Semaphore(0)


def work():
    global count
    with mutex:
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
