# verdict: OK
# methods: fork spawn
# holds: numbers == [8]
# twin: join_missing.py
# about: Joined, then printed.

from multiprocessing import Process, Value


def compute(result):
    result.value = 8


if __name__ == "__main__":
    result = Value("i", 0)
    p = Process(target=compute, args=(result,))
    p.start()
    p.join()
    print(result.value)
