from threading import Thread, Lock
import time


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = Lock()


def transfer(source, target, amount):
    if source is target:
        return
    first, second = sorted([source, target], key=id)
    with first.lock:
        time.sleep(0.1)
        with second.lock:
            source.balance -= amount
            target.balance += amount


if __name__ == "__main__":
    anna = Account(100)
    ben = Account(100)

    thread1 = Thread(target=transfer, args=(anna, ben, 10))
    thread2 = Thread(target=transfer, args=(ben, anna, 30))

    thread1.start()
    thread2.start()

    thread1.join()
    thread2.join(5)

    print("anna has", anna.balance)
    print("ben has", ben.balance)
