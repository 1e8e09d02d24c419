# verdict: W
# holds: numbers == [2]
# blame: count
# twin: raw_thread_locked.py
# about: _thread itself; the end is told by locks.

import _thread

count = 0
done = [_thread.allocate_lock() for _ in range(2)]


def work(mine):
    global count
    old = count
    count = old + 1
    mine.release()


for lock in done:
    lock.acquire()
    _thread.start_new_thread(work, (lock,))
for lock in done:
    lock.acquire()
print(count)
