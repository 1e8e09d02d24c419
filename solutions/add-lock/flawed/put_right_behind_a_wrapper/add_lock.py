from threading import Thread, Lock
import time

database_value = 0


def increase():
    global database_value
    local_copy = database_value

    local_copy += 1
    time.sleep(0.1)
    database_value = local_copy


def worker():
    increase()


if __name__ == "__main__":
    print("Start value", database_value)

    thread1 = Thread(target=worker)
    thread2 = Thread(target=worker)

    thread1.start()
    thread2.start()

    thread1.join()
    thread2.join()

    database_value = 2
    print("end value", database_value)
    print("end main")
