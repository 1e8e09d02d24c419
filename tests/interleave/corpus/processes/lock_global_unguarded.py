# verdict[fork]: OK
# verdict[spawn]: W
# methods: fork spawn
# holds: numbers == [2]
# blame[spawn]: value
# twin: value_loop_locked.py
# about: A module-level Lock: under fork all share it, under spawn each child makes a new one when it imports the file.

from multiprocessing import Lock, Process, Value

lock = Lock()


def add(number):
    with lock:
        number.value += 1


if __name__ == "__main__":
    number = Value("i", 0)
    pair = [Process(target=add, args=(number,)) for _ in range(2)]
    for p in pair:
        p.start()
    for p in pair:
        p.join()
    print(number.value)
