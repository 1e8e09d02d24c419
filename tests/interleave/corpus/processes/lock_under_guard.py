# verdict[fork]: OK
# verdict[spawn]: X
# methods: fork spawn
# holds: numbers == [2]
# twin: value_loop_locked.py
# about: The lock is made under the guard and used as a global: inherited by fork, a NameError under spawn.

from multiprocessing import Lock, Process, Value


def add(number):
    with lock:
        number.value += 1


if __name__ == "__main__":
    lock = Lock()
    number = Value("i", 0)
    pair = [Process(target=add, args=(number,)) for _ in range(2)]
    for p in pair:
        p.start()
    for p in pair:
        p.join()
    print(number.value)
