# verdict: W
# methods: fork spawn
# holds: numbers == [6]
# blame: value
# twin: pool_value_locked.py
# about: The initializer gives each worker the Value; += is two steps there, too.

import multiprocessing as mp

total = None

def init(value):
    global total
    total = value

def work(n):
    total.value += n

if __name__ == "__main__":
    value = mp.Value("i", 0)
    with mp.Pool(2, initializer=init, initargs=(value,)) as pool:
        pool.map(work, [1, 2, 3], chunksize=1)
    print(value.value)
