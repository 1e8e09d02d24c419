from itertools import count
from threading import Lock, Thread
import time

numbers = count(1)


class Account:
    __slots__ = ("balance", "lock", "number")

    def __init__(self, balance):
        self.balance = balance
        self.lock = Lock()
        self.number = next(numbers)


def transfer(source, target, amount):
    if source.number == target.number:
        return
    first, second = sorted((source, target), key=lambda account: account.number)
    with first.lock, second.lock:
        time.sleep(0.1)
        source.balance -= amount
        target.balance += amount


if __name__ == "__main__":
    anna, ben = Account(100), Account(100)
    threads = [Thread(target=transfer, args=way) for way in ((anna, ben, 10), (ben, anna, 30))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("anna", anna.balance, "ben", ben.balance)
