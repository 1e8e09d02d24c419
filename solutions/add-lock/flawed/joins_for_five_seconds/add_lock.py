from threading import Thread, Lock
import time

database_value = 0
lock = Lock()


def increase():
    global database_value
    with lock:
        local_copy = database_value

        local_copy += 1
        time.sleep(0.1)
        database_value = local_copy


if __name__ == "__main__":
    print("Start value", database_value)

    thread1 = Thread(target=increase)
    thread2 = Thread(target=increase)

    thread1.start()
    thread2.start()

    thread1.join(5)
    thread2.join(5)

    print("end value", database_value)
    print("end main")
