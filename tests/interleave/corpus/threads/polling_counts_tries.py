# verdict: OK
# holds: numbers == [1]
# twin: polling_gives_up.py
# about: Each try in vain is counted, so that no two turns of the loop are alike; it ends when the work is there.

import queue
import threading

q = queue.Queue()
tries = 0


def consume():
    global tries
    while True:
        try:
            print(q.get(timeout=0.1))
            return
        except queue.Empty:
            tries += 1


if __name__ == "__main__":
    consumer = threading.Thread(target=consume)
    consumer.start()
    q.put(1)
    consumer.join()
