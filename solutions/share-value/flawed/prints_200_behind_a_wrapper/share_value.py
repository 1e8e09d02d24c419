from multiprocessing import Process, Value
import time


def add_100(number):
    for i in range(100):
        time.sleep(0.01)
        number.value += 1


def worker(number):
    add_100(number)


if __name__ == "__main__":
    shared_number = Value("i", 0)
    print("Number at beginning is", shared_number.value)

    p1 = Process(target=worker, args=(shared_number, ))
    p2 = Process(target=worker, args=(shared_number, ))

    p1.start()
    p2.start()

    p1.join()
    p2.join()

    print("Number at end is", 200)

