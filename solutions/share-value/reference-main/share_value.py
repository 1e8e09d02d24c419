"""Deux processus, un nombre partagé."""
from __future__ import annotations

import multiprocessing as mp
import time
from multiprocessing.sharedctypes import Synchronized

CYAN, RESET = "\033[36m", "\033[0m"


def add_100(number: Synchronized[int]) -> None:
    """Ajoute 100, un par un."""
    for _ in range(100):
        number.get_lock().acquire()
        try:
            number.value = number.value + 1
        finally:
            number.get_lock().release()
        time.sleep(0.001)


def main() -> None:
    shared_number = mp.Value("i", 0, lock=True)
    workers = [mp.Process(target=add_100, args=[shared_number]) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(f"Résultat : {CYAN}{shared_number.value}{RESET}")


if __name__ == "__main__":
    main()
