# verdict: OK
# methods: fork spawn
# holds: numbers == [30]
# twin: raw_value_alone.py
# about: Value(lock=False) and a Lock of one's own, both handed over.

from multiprocessing import Lock, Process, Value


def deposit(balance, lock, amount):
    with lock:
        balance.value = balance.value + amount


if __name__ == "__main__":
    balance = Value("i", 0, lock=False)
    lock = Lock()
    jobs = [Process(target=deposit, args=(balance, lock, n)) for n in (10, 20)]
    for j in jobs:
        j.start()
    for j in jobs:
        j.join()
    print(balance.value)
