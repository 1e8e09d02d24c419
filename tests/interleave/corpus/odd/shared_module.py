# verdict: W
# files: bank.py
# holds: numbers == [2]
# blame: balance
# twin: ../threads/lost_update_fixed.py
# about: The racing code is in a second file of the submission.

import threading

import bank

ts = [threading.Thread(target=bank.deposit, args=(1,)) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(bank.balance)
