"""Ein einziges Schloss für alle Konten: einfach, und genug."""
import threading
from dataclasses import dataclass

bank = threading.Lock()


@dataclass
class Account:
    balance: int


def transfer(source: Account, target: Account, amount: int) -> None:
    """Überweist einen Betrag; immer nur eine Überweisung auf einmal."""
    bank.acquire()
    try:
        source.balance, target_gets = source.balance - amount, amount
        target.balance += target_gets
    finally:
        bank.release()


def main() -> None:
    anna, ben = Account(100), Account(100)
    threads = [
        threading.Thread(target=transfer, args=(anna, ben, 10)),
        threading.Thread(target=transfer, args=(ben, anna, 30)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"Konten: \033[1m{anna.balance}\033[0m und \033[1m{ben.balance}\033[0m")


if __name__ == "__main__":
    main()
