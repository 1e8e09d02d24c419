from threading import Thread, Lock
import time

database_value = 0
lock = Lock()


def add():
    global database_value
    local_copy = database_value

    local_copy += 1
    time.sleep(0.1)
    database_value = local_copy


def increase():
    if database_value < 4:
        with lock:
            add()
    else:
        add()


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

