# verdict: OK
# holds: numbers == [2]
# twin: retry_both_locks.py
# about: Both try again, but in the same order: the second waits for the first alone.

import threading

first, second = threading.Lock(), threading.Lock()
done = []


def work(one, other):
    while True:
        one.acquire()
        if not other.acquire(timeout=0.1):
            one.release()
            continue
        done.append(1)
        other.release()
        one.release()
        return


a = threading.Thread(target=work, args=(first, second))
b = threading.Thread(target=work, args=(first, second))
a.start()
b.start()
a.join()
b.join()
print(len(done))
