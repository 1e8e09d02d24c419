from threading import Thread, Lock
import itertools

numbers = itertools.count()


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = Lock()
        self.branch = next(numbers) % 5

    @property
    def key(self):
        return self.branch, id(self)


def transfer(source, target, amount):
    if source is target:
        return
    first, second = sorted([source, target], key=lambda account: account.key)
    with first.lock, second.lock:
        source.balance -= amount
        target.balance += amount


if __name__ == "__main__":
    anna = Account(100)
    ben = Account(100)

    threads = [Thread(target=transfer, args=args) for args in ((anna, ben, 10), (ben, anna, 30))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    print("anna has", anna.balance)
    print("ben has", ben.balance)
