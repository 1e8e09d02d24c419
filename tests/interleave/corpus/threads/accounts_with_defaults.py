# verdict: OK
# holds: numbers == [3, 3, 3]
# twin: account_with_defaults_shared.py
# about: Each thread has an object of its own, of a dataclass whose field has a default.

import threading
from dataclasses import dataclass


@dataclass
class Account:
    balance: int = 0


def pay_in(account):
    for _ in range(3):
        account.balance += 1


accounts = [Account() for _ in range(3)]
threads = [threading.Thread(target=pay_in, args=(account,)) for account in accounts]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print([account.balance for account in accounts])
