# verdict: L
# holds: True
# twin: polling_until_done.py
# about: The same, but nobody says that the work is done.

import queue
import threading

q = queue.Queue()
done = threading.Event()
got = []


def produce():
    q.put(1)
    done.is_set()


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
