# verdict: OK
# holds: stdout == "everything is over\n"
# twin: wait_for_cancelled.py
# about: Without cancelling, wait() comes to its end.

from concurrent.futures import ThreadPoolExecutor, wait


def work(n):
    return n


if __name__ == "__main__":
    pool = ThreadPoolExecutor(max_workers=1)
    jobs = [pool.submit(work, n) for n in range(2)]
    pool.shutdown()
    wait(jobs)
    print("everything is over")
