# verdict: X
# methods: fork spawn
# blame: -
# twin: pool_map.py
# about: A lambda cannot be sent to a pool, whatever the start method.

from multiprocessing import Pool

if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.map(lambda n: n * n, [1, 2, 3]))
