# verdict: OK
# holds: numbers == [2]
# twin: raw_thread_race.py
# about: _thread with one more lock around the counting.

import _thread

count = 0
guard = _thread.allocate_lock()
done = [_thread.allocate_lock() for _ in range(2)]


def work(mine):
    global count
    with guard:
        old = count
        count = old + 1
    mine.release()


for lock in done:
    lock.acquire()
    _thread.start_new_thread(work, (lock,))
for lock in done:
    lock.acquire()
print(count)
