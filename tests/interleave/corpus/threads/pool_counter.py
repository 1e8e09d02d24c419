# verdict: W
# holds: numbers == [2]
# blame: done
# twin: pool_sum.py
# about: The pool's workers count in a global.

from concurrent.futures import ThreadPoolExecutor

done = 0


def task(n):
    global done
    before = done
    done = before + 1


with ThreadPoolExecutor(max_workers=2) as pool:
    pool.submit(task, 1)
    pool.submit(task, 2)
print(done)
