# verdict: X
# methods: fork spawn
# blame: -
# twin: with_guard.py
# about: The tutorial's slip: Processes.append(p), while the list is called processes.

import os
from multiprocessing import Process


def square_numbers():
    for i in range(100):
        i * i


if __name__ == "__main__":
    processes = []
    for _ in range(os.cpu_count()):
        p = Process(target=square_numbers)
        Processes.append(p)
    for p in processes:
        p.start()
    for p in processes:
        p.join()
