# verdict: X
# methods: fork spawn
# blame: -
# twin: value_get_lock.py
# about: `time` is never imported: both children die of a NameError, the program ends with exit code 0.

from multiprocessing import Lock, Process, Value


def add(number, lock):
    for _ in range(2):
        time.sleep(0.01)
        with lock:
            number.value += 1


if __name__ == "__main__":
    lock = Lock()
    number = Value("i", 0)
    processes = [Process(target=add, args=(number, lock)) for _ in range(2)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    print("number is", number.value)
