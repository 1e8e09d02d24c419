from threading import Thread, Lock
import time

database_value = 0
lock = Lock()


def increase():
    global database_value
    held = lock.acquire(timeout=0.5)
    local_copy = database_value

    local_copy += 1
    time.sleep(0.1)
    database_value = local_copy
    if held:
        lock.release()


if __name__ == "__main__":
    print("Start value", database_value)

    thread1 = Thread(target=increase)
    thread2 = Thread(target=increase)

    thread1.start()
    thread2.start()

    thread1.join()
    thread2.join()

    print("end value", database_value)
    print("end main")

