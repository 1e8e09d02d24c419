from multiprocessing import Process, Value
import time


def add_100(number):
    lock = number.get_lock()
    for i in range(100):
        time.sleep(0.01)
        while not lock.acquire(timeout=0.01):
            pass
        number.value += 1
        lock.release()


if __name__ == "__main__":
    shared_number = Value("i", 0)

    p1 = Process(target=add_100, args=(shared_number,))
    p2 = Process(target=add_100, args=(shared_number,))

    p1.start()
    p2.start()

    p1.join()
    p2.join()

    print("Number at end is", shared_number.value)
