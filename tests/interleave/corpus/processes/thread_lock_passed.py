# verdict[fork]: W
# verdict[spawn]: X
# methods: fork spawn
# holds: numbers == [2]
# blame[fork]: value
# twin: value_loop_locked.py
# about: A threading.Lock for processes: under fork each has a copy, under spawn it cannot be sent.

import threading
from multiprocessing import Process, Value


def add(counter, lock):
    with lock:
        counter.value += 1


if __name__ == "__main__":
    counter = Value("i", 0)
    lock = threading.Lock()
    crew = [Process(target=add, args=(counter, lock)) for _ in range(2)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print(counter.value)
