# verdict[spawn]: X
# verdict[fork]: OK
# holds: numbers == [0, 1, 4]
# methods: fork spawn
# blame: -
# twin: executor_map.py
# about: Each worker imports the file again, and would start workers of its own; those of main die of that while it cancels.

from concurrent.futures import ProcessPoolExecutor


def square(n):
    return n * n


with ProcessPoolExecutor(2) as pool:
    for result in pool.map(square, range(3)):
        print(result)
