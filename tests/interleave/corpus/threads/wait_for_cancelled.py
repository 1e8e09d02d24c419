# verdict: D
# holds: stdout == "everything is over\n"
# blame: -
# twin: wait_for_done.py
# about: What shutdown cancels no worker ever finds, so wait() is never told that it is over.

from concurrent.futures import ThreadPoolExecutor, wait


def work(n):
    return n


if __name__ == "__main__":
    pool = ThreadPoolExecutor(max_workers=1)
    jobs = [pool.submit(work, n) for n in range(2)]
    pool.shutdown(cancel_futures=True)
    wait(jobs)
    print("everything is over")
