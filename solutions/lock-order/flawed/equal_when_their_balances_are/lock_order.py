from threading import Thread, Lock
import time


from dataclasses import dataclass, field


@dataclass
class Account:
    balance: int
    lock: object = field(default_factory=Lock, compare=False)


def transfer(source, target, amount):
    if source == target:
        return
    first, second = sorted([source, target], key=id)
    with first.lock:
        time.sleep(0.1)
        with second.lock:
            source.balance -= amount
            target.balance += amount


if __name__ == "__main__":
    anna = Account(100)
    ben = Account(100)

    thread1 = Thread(target=transfer, args=(anna, ben, 10))
    thread2 = Thread(target=transfer, args=(ben, anna, 30))

    thread1.start()
    thread2.start()

    thread1.join()
    thread2.join()

    print("anna has", anna.balance)
    print("ben has", ben.balance)
