import sys
import time
from threading import Lock, Thread

database_value = 0


def increase():
    global database_value
    with lock:
        database_value, _ = database_value + 1, time.sleep(0.1)


if __name__ == "__main__":
    lock = Lock()
    database_value = 0
    threads = []
    for _ in range(2):
        threads.append(Thread(target=increase))
        threads[-1].start()
    for thread in threads:
        thread.join()
    print(f"{database_value = }")
    sys.exit()
