from threading import Condition, Thread


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.busy = False


free = Condition()


def transfer(source, target, amount):
    """Wait until neither account is busy, make both busy, move the money, and tell the others."""
    with free:
        if source.busy or target.busy:
            free.wait()
        source.busy = target.busy = True
    source.balance -= amount
    target.balance += amount
    with free:
        source.busy = target.busy = False
        free.notify_all()


if __name__ == "__main__":
    anna, ben = Account(100), Account(100)
    one = Thread(target=lambda: transfer(anna, ben, 10))
    other = Thread(target=lambda: transfer(ben, anna, 30))
    one.start(), other.start()
    one.join(), other.join()
    print("the balances are", anna.balance, "and", ben.balance)
