"""Alle Kerne arbeiten lassen: ein Prozess je Kern."""
import multiprocessing
import os
import time
from typing import List


def square_numbers() -> None:
    for number in range(100):
        number * number
        time.sleep(0.1)


def main() -> None:
    workers: List[multiprocessing.Process] = [
        multiprocessing.Process(target=square_numbers, name=f"Rechner {n}")
        for n in range(os.cpu_count() or 1)
    ]
    print(f"{len(workers)} Prozesse werden gestartet ...")
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print("\033[32mHauptprogramm fertig\033[0m")


if __name__ == "__main__":
    main()
