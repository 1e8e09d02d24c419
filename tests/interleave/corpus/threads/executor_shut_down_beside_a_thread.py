# verdict: OK
# about: A pool is shut down, and what it has not begun is cancelled, while another thread may end at any moment.

from concurrent.futures import ThreadPoolExecutor
from threading import Thread


def work():
    pass


thread = Thread(target=work)
thread.start()
pool = ThreadPoolExecutor(1)
pool.submit(work)
pool.shutdown(cancel_futures=True)
thread.join()
print("end")
