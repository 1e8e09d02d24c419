from threading import Thread

database_value = 0


def increase():
    global database_value
    database_value += 1


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
