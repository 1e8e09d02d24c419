# verdict: OK
# holds: numbers == [2]
# twin: a_loop_for_each_thread.py
# about: Each thread has an event loop; what they share is under a lock of threads.

import asyncio
import threading

total = 0
lock = threading.Lock()


async def add():
    global total
    with lock:
        value = total
        await asyncio.sleep(0)
        total = value + 1


def work():
    asyncio.run(add())


ts = [threading.Thread(target=f) for f in (work, work)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(total)
