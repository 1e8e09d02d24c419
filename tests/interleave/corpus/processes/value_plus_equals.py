# verdict: W
# methods: fork spawn forkserver
# holds: numbers == [2]
# blame: value
# twin: value_get_lock.py
# about: `number.value += 1` in two processes: reading is locked, writing is locked, both together are not.

import time
from multiprocessing import Process, Value


def add_one(number):
    time.sleep(0.01)
    number.value += 1


if __name__ == "__main__":
    shared_number = Value("i", 0)
    processes = [Process(target=add_one, args=(shared_number,)) for _ in range(2)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    print("end value", shared_number.value)
