from threading import Thread, Lock
import time

database_value = 0
lock = Lock()


def increase():
    global database_value
    local_copy = database_value

    local_copy += 1
    time.sleep(0.1)
    database_value = local_copy


def worker(name):
    """Whoever calls increase() holds the lock."""
    with lock:
        increase()
        print(name, "has increased the value")


if __name__ == "__main__":
    print("Start value", database_value)

    thread1 = Thread(target=worker, args=("thread one",))
    thread2 = Thread(target=worker, args=("thread two",))

    thread1.start()
    thread2.start()

    thread1.join()
    thread2.join()

    print("end value", database_value)
