# verdict: OK
# methods: fork spawn
# holds: numbers == [6]
# twin: value_loop.py
# about: Three locked additions in each of two processes.

from multiprocessing import Lock, Process, Value


def work(counter, lock):
    for _ in range(3):
        with lock:
            counter.value += 1


if __name__ == "__main__":
    counter = Value("i", 0)
    lock = Lock()
    a = Process(target=work, args=(counter, lock))
    b = Process(target=work, args=(counter, lock))
    a.start()
    b.start()
    a.join()
    b.join()
    print(counter.value)
