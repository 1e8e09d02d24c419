# verdict: OK
# methods: fork spawn
# holds: numbers == [2]
# twin: mp_semaphore_two.py
# about: A semaphore for one is a mutex.

from multiprocessing import Process, Semaphore, Value


def visit(door, count):
    with door:
        count.value = count.value + 1


if __name__ == "__main__":
    door = Semaphore(1)
    count = Value("i", 0)
    ps = [Process(target=visit, args=(door, count)) for _ in range(2)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    print(count.value)
