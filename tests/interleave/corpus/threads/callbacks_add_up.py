# verdict: OK
# holds: numbers == [13]
# about: Callbacks of futures run in whoever comes to it, under a lock.

import threading
from concurrent.futures import ThreadPoolExecutor

lock = threading.Lock()
total = 0

def add(future):
    global total
    with lock:
        total += future.result()

with ThreadPoolExecutor(2) as pool:
    for n in (2, 3):
        pool.submit(lambda n=n: n * n).add_done_callback(add)
print(total)
