# verdict: OK
# methods: fork spawn
# holds: numbers == [2]
# twin: pool_lock_as_item.py
# about: The initializer gives every worker the shared Value.

from multiprocessing import Pool, Value

hits = None


def remember(shared):
    global hits
    hits = shared


def work(_):
    with hits.get_lock():
        hits.value += 1


if __name__ == "__main__":
    shared = Value("i", 0)
    with Pool(2, initializer=remember, initargs=(shared,)) as pool:
        pool.map(work, range(2))
    print(shared.value)
