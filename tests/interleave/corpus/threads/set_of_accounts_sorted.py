# verdict: OK
# twin: set_of_accounts.py
# about: The accounts of a set are locked in the order of their numbers.

from threading import Lock, Thread


class Account:
    def __init__(self, number):
        self.number = number
        self.balance = 100
        self.lock = Lock()


def transfer(source, target, amount):
    both = sorted({source, target}, key=lambda account: account.number)
    for account in both:
        account.lock.acquire()
    source.balance -= amount
    target.balance += amount
    for account in both:
        account.lock.release()


anna, ben = Account(1), Account(2)
threads = [Thread(target=transfer, args=(anna, ben, 10)), Thread(target=transfer, args=(ben, anna, 30))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(anna.balance, ben.balance)
