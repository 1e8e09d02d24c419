from threading import Thread, Lock
import time

database_value = 0
lock = Lock()


def increase():
    global database_value
    while not lock.acquire(timeout=0.05):
        print("still waiting")
    try:
        local_copy = database_value + 1
        time.sleep(0.1)
        database_value = local_copy
    finally:
        lock.release()


if __name__ == "__main__":
    threads = [Thread(target=increase), Thread(target=increase)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    print("end value", database_value)
