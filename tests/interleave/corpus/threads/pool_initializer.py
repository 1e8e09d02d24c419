# verdict: W
# holds: numbers == [3]
# about: An idle worker is used again, so that its initializer runs less often than there are tasks.

import time
from concurrent.futures import ThreadPoolExecutor

begun = []
with ThreadPoolExecutor(4, initializer=lambda: begun.append(1)) as pool:
    for _ in range(3):
        pool.submit(int).result()
        time.sleep(0.1)
print(len(begun))
