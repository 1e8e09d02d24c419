# verdict: OK
# methods: fork spawn
# holds: sorted(numbers) == [1, 4]
# twin: value_thread_and_process.py
# about: Each thread looks after a process of its own.

import threading
from multiprocessing import Process, SimpleQueue


def square(n, out):
    out.put(n * n)


def manage(n, out):
    p = Process(target=square, args=(n, out))
    p.start()
    p.join()
    print(out.get())


if __name__ == "__main__":
    ts = [threading.Thread(target=manage, args=(n, SimpleQueue())) for n in (1, 2)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
