"""Squares on every CPU."""

import os
import sys
from multiprocessing import Process
from time import sleep


def square_numbers():
    for i in range(100):
        i * i
        sleep(0.1)


def main() -> int:
    processes = [Process(target=square_numbers) for _ in range(os.cpu_count())]
    [p.start() for p in processes]
    [p.join() for p in processes]
    print("\x1b[1;34mfin du programme\x1b[0m")
    return 0


if __name__ == '__main__':
    sys.exit(main())
