import itertools
import time
from contextlib import ExitStack
from threading import RLock, Thread

numbers = itertools.count(1)


class Account:
    def __init__(self, balance, owner="somebody"):
        self.balance = balance
        self.owner = owner
        self.number = next(numbers)
        self.lock = RLock()

    def __repr__(self):
        return f"{self.owner}: {self.balance}"


def transfer(source, target, amount):
    with ExitStack() as stack:
        for account in sorted((source, target), key=lambda account: account.number):
            stack.enter_context(account.lock)
            time.sleep(0.1)
        source.balance = source.balance - amount
        target.balance = target.balance + amount


class Transfer(Thread):
    def __init__(self, *what):
        super().__init__()
        self.what = what

    def run(self):
        transfer(*self.what)


if __name__ == "__main__":
    anna, ben = Account(100, "anna"), Account(100, owner="ben")
    both = [Transfer(anna, ben, 10), Transfer(ben, anna, 30)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    print(anna, ben, sep="\n")
