# verdict: OK
# holds: numbers in ([0], [0, 1], [0, 1, 2])
# about: After a failure map cancels what is left, the last first: none is called whose predecessor was cancelled.

from concurrent.futures import ThreadPoolExecutor

ran = []


def work(n):
    ran.append(n)
    if n == 0:
        raise ValueError(n)


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=1) as pool:
        try:
            list(pool.map(work, range(3)))
        except ValueError:
            pass
    print(*ran)
