# verdict: OK
# holds: numbers == [1]
# twin: polling_never_done.py
# about: A consumer asks again and again, each time for a while, until the queue is empty and the producer is done.

import queue
import threading

q = queue.Queue()
done = threading.Event()
got = []


def produce():
    q.put(1)
    done.set()


def consume():
    while True:
        try:
            item = q.get(timeout=0.1)
        except queue.Empty:
            if done.is_set():
                return
        else:
            got.append(item)


if __name__ == "__main__":
    threads = [threading.Thread(target=produce), threading.Thread(target=consume)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(*got)
