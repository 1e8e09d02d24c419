# verdict: X
# blame: balance
# about: SCTBench CS.account_bad: deposit, withdraw and a check whose expectation is wrong once both are done.

import threading

m = threading.Lock()
x, y, z = 10, 3, 2
balance = x
deposit_done = False
withdraw_done = False


def deposit():
    global balance, deposit_done
    with m:
        balance = balance + y
        deposit_done = True


def withdraw():
    global balance, withdraw_done
    with m:
        balance = balance - z
        withdraw_done = True


def check_result():
    with m:
        if deposit_done and withdraw_done:
            assert balance == (x - y) - z


threads = [threading.Thread(target=f) for f in (check_result, deposit, withdraw)]
for t in threads:
    t.start()
for t in threads:
    t.join()
