# verdict: OK
# about: Shut down once without waiting, and once more, which cancels what is left: the workers are still told to go.

from concurrent.futures import ThreadPoolExecutor


def work():
    pass


pool = ThreadPoolExecutor(1)
pool.submit(work)
pool.shutdown(wait=False)
pool.shutdown(wait=True, cancel_futures=True)
print("end")
