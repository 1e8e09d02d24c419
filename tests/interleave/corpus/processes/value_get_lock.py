# verdict: OK
# methods: fork spawn forkserver
# holds: numbers == [2]
# twin: value_plus_equals.py
# about: The Value's own lock around the addition.

import time
from multiprocessing import Process, Value


def add_one(number):
    time.sleep(0.01)
    with number.get_lock():
        number.value += 1


if __name__ == "__main__":
    shared_number = Value("i", 0)
    processes = [Process(target=add_one, args=(shared_number,)) for _ in range(2)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    print("end value", shared_number.value)
