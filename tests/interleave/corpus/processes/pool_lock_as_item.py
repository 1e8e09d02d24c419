# verdict: X
# methods: fork spawn
# blame: -
# twin: pool_initializer.py
# about: A Lock cannot travel through a pool's queue.

from multiprocessing import Lock, Pool


def work(pair):
    lock, n = pair
    with lock:
        return n + 1


if __name__ == "__main__":
    lock = Lock()
    with Pool(2) as pool:
        print(pool.map(work, [(lock, 1), (lock, 2)]))
