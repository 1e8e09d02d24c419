# verdict: W
# holds: numbers == [2]
# twin: accounts_with_defaults.py
# about: Two threads pay into one account, whose balance is that of its class until somebody has paid in.

import threading


class Account:
    balance = 0


def pay_in(account):
    account.balance += 1


account = Account()
threads = [threading.Thread(target=pay_in, args=(account,)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(account.balance)
