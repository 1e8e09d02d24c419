# verdict: W
# methods: fork spawn
# holds: numbers == [30]
# blame: value
# twin: raw_value_with_lock.py
# about: Value(lock=False) without any lock.

from multiprocessing import Process, Value


def deposit(balance, amount):
    balance.value = balance.value + amount


if __name__ == "__main__":
    balance = Value("i", 0, lock=False)
    jobs = [Process(target=deposit, args=(balance, n)) for n in (10, 20)]
    for j in jobs:
        j.start()
    for j in jobs:
        j.join()
    print(balance.value)
