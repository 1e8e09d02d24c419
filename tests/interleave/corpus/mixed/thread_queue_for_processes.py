# verdict[fork]: D
# verdict[spawn]: X
# methods: fork spawn
# blame: -
# twin: thread_feeds_process.py
# about: queue.Queue belongs to threads: a forked child fills its own copy, a spawned one cannot even get it.

import queue
from multiprocessing import Process


def work(results):
    results.put(42)


if __name__ == "__main__":
    results = queue.Queue()
    p = Process(target=work, args=(results,))
    p.start()
    p.join()
    print(results.get())
