from multiprocessing import Process, Lock, RawValue
import time


def add_100(number, mutex):
    mine = 0
    for i in range(100):
        time.sleep(0.001)
        mine += 1
    with mutex:
        number.value += mine


if __name__ == "__main__":
    lock = Lock()
    total = RawValue("i", 0)

    p1 = Process(target=add_100, args=(total, lock))
    p2 = Process(target=add_100, kwargs={"number": total, "mutex": lock})
    p1.start()
    p2.start()
    p1.join()
    p2.join()

    print("Zahl am Ende:", total.value)
