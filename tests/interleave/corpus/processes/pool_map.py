# verdict: OK
# methods: fork spawn
# holds: numbers == [1, 4, 9]
# twin: pool_no_guard.py
# about: Pool.map keeps the order.

from multiprocessing import Pool


def square(n):
    return n * n


if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.map(square, [1, 2, 3]))
