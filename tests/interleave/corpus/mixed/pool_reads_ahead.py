# verdict: W
# holds: numbers == [2, 1]
# blame: -
# twin: pool_reads_a_queue.py
# about: What imap is given a thread of the pool reads, before or after the caller goes on.

from multiprocessing.pool import ThreadPool

made = 0


def numbers():
    global made
    for number in range(2):
        made += 1
        yield number


def same(number):
    return number


if __name__ == "__main__":
    with ThreadPool(1) as pool:
        results = pool.imap(same, numbers())
        seen = made
        total = sum(results)
    print(seen, total)
