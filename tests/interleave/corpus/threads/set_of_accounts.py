# verdict: D
# blame: lock
# twin: set_of_accounts_sorted.py
# about: Each locks the two accounts as they come out of a set, and equal sets may be gone through in different orders.

from threading import Lock, Thread


class Account:
    def __init__(self, number):
        self.number = number
        self.balance = 100
        self.lock = Lock()


def transfer(source, target, amount):
    both = {source, target}
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
