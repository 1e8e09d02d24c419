# verdict: OK
# holds: numbers == [1]
# about: A task submits another while the pool is shut down: it is taken or refused, and nobody waits for ever.

from concurrent.futures import ThreadPoolExecutor

done = []


def inner():
    done.append("served")


def outer():
    try:
        pool.submit(inner)
    except RuntimeError:
        done.append("refused")


with ThreadPoolExecutor(2) as pool:
    pool.submit(outer)
print(len(done))
