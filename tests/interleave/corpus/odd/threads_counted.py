# verdict: W
# holds: numbers == [3]
# blame: -
# twin: threads_counted_after_all.py
# about: Counts the threads that are alive, as if all of them had been started and none had ended.

import threading


def work():
    pass


def count():
    print(threading.active_count())


ts = [threading.Thread(target=f) for f in (count, work)]
for t in ts:
    t.start()
for t in ts:
    t.join()
