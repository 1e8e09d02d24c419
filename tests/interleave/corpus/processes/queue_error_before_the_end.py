# verdict: OK
# holds: numbers == [1]
# twin: queue_error_at_the_end.py
# about: The process waits until everything is carried, so the error loses one item.

import threading
from multiprocessing import Process, Queue


def work(q):
    q.put(threading.Lock())
    q.put(1)
    q.close()
    q.join_thread()


if __name__ == "__main__":
    q = Queue()
    p = Process(target=work, args=(q,))
    p.start()
    print(q.get())
    p.join()
