# verdict: X
# methods: fork spawn
# blame: -
# twin: pool_apply_async.py
# about: A pool must be closed before it is joined.

from multiprocessing import Pool


def square(n):
    return n * n


if __name__ == "__main__":
    pool = Pool(2)
    result = pool.apply_async(square, (3,))
    pool.join()
    print(result.get())
