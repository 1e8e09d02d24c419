# verdict: W
# holds: numbers == [3]
# blame: -
# about: No second worker is started where the first waits for work.

from concurrent.futures import ThreadPoolExecutor
import threading


def work(n):
    return n


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=2) as pool:
        for n in range(2):
            pool.submit(work, n).result()
        print(threading.active_count())
