# verdict: OK
# methods: fork spawn
# holds: numbers == [9]
# twin: pool_join_without_close.py
# about: Closed, joined, asked.

from multiprocessing import Pool


def square(n):
    return n * n


if __name__ == "__main__":
    pool = Pool(2)
    result = pool.apply_async(square, (3,))
    pool.close()
    pool.join()
    print(result.get())
