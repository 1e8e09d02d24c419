# verdict: W
# holds: numbers == [2]
# blame: count
# twin: dummy_pool_map.py
# about: multiprocessing.dummy is made of threads: its workers share the global, and race.

from multiprocessing.dummy import Pool

count = 0


def work(_):
    global count
    old = count
    count = old + 1


with Pool(2) as pool:
    pool.map(work, range(2))
print(count)
