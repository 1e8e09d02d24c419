# verdict: W
# methods: fork spawn
# holds: numbers == [6]
# blame: value
# twin: value_loop_locked.py
# about: Three additions in each of two processes.

from multiprocessing import Process, Value


def work(counter):
    for _ in range(3):
        counter.value += 1


if __name__ == "__main__":
    counter = Value("i", 0)
    a = Process(target=work, args=(counter,))
    b = Process(target=work, args=(counter,))
    a.start()
    b.start()
    a.join()
    b.join()
    print(counter.value)
