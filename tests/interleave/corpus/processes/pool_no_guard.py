# verdict[fork]: OK
# verdict[spawn]: X
# may[spawn]: D L
# methods: fork spawn
# holds: numbers == [1, 4, 9]
# twin: pool_map.py
# about: A pool without the guard: under spawn its workers die while starting, again and again.

from multiprocessing import Pool


def square(n):
    return n * n


with Pool(2) as pool:
    print(pool.map(square, [1, 2, 3]))
