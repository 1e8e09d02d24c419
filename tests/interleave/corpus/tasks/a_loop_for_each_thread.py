# verdict: W
# holds: numbers == [2]
# twin: a_loop_for_each_thread_locked.py
# about: Each thread has an event loop, and both share a global.

import asyncio
import threading

total = 0


async def add():
    global total
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
