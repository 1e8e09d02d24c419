# verdict: D
# holds: numbers == [1]
# blame: q
# twin: queue_error_before_the_end.py
# about: What cannot be pickled takes the rest along, if the process is about to end by then.

import threading
from multiprocessing import Process, Queue


def work(q):
    q.put(threading.Lock())
    q.put(1)


if __name__ == "__main__":
    q = Queue()
    p = Process(target=work, args=(q,))
    p.start()
    print(q.get())
    p.join()
