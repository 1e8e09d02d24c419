# verdict: OK
# methods: fork spawn
# holds: numbers == [6]
# twin: pool_value.py
# about: Each adds under the lock of the Value.

import multiprocessing as mp

total = None

def init(value):
    global total
    total = value

def work(n):
    with total.get_lock():
        total.value += n

if __name__ == "__main__":
    value = mp.Value("i", 0)
    with mp.Pool(2, initializer=init, initargs=(value,)) as pool:
        pool.map(work, [1, 2, 3], chunksize=1)
    print(value.value)
