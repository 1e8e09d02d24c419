from multiprocessing import Process
import time

number = 0


def add_100():
    global number
    for i in range(100):
        time.sleep(0.01)
        number += 1


if __name__ == "__main__":
    print("Number at beginning is", number)

    p1 = Process(target=add_100)
    p2 = Process(target=add_100)

    p1.start()
    p2.start()

    p1.join()
    p2.join()

    print("Number at end is", number)
