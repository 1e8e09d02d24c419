# verdict: W
# methods: fork spawn
# holds: numbers == [2]
# blame: value
# twin: mp_semaphore_one.py
# about: A semaphore for two used as a mutex.

from multiprocessing import Process, Semaphore, Value


def visit(door, count):
    with door:
        count.value = count.value + 1


if __name__ == "__main__":
    door = Semaphore(2)
    count = Value("i", 0)
    ps = [Process(target=visit, args=(door, count)) for _ in range(2)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    print(count.value)
