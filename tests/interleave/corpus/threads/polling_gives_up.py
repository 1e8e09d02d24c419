# verdict: OK
# holds: numbers in ([1], [3])
# twin: polling_counts_tries.py
# about: After three tries in vain it gives up, and says so.

import queue
import threading

q = queue.Queue()


def consume():
    tries = 0
    while tries < 3:
        try:
            print(q.get(timeout=0.1))
            return
        except queue.Empty:
            tries += 1
    print(tries)


if __name__ == "__main__":
    consumer = threading.Thread(target=consume)
    consumer.start()
    q.put(1)
    consumer.join()
