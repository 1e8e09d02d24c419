# verdict: W
# may[spawn]: X
# methods: fork spawn
# holds: numbers == [8]
# blame: value
# twin: join_there.py
# about: The Value is printed before the child has been waited for (spawned too late, the child does not even find it any more).

from multiprocessing import Process, Value


def compute(result):
    result.value = 8


if __name__ == "__main__":
    result = Value("i", 0)
    p = Process(target=compute, args=(result,))
    p.start()
    print(result.value)
