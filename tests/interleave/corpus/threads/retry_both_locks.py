# verdict: L
# holds: numbers == [2]
# twin: retry_both_locks_in_order.py
# about: Both give back what they have and try again: as fast as each other, they never meet.

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
b = threading.Thread(target=work, args=(second, first))
a.start()
b.start()
a.join()
b.join()
print(len(done))
