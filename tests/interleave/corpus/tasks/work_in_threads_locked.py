# verdict: OK
# holds: numbers == [2]
# twin: work_in_threads.py
# about: What asyncio.to_thread is given runs in threads; they share a lock.

import asyncio
import threading

total = 0
lock = threading.Lock()


def add():
    global total
    with lock:
        value = total
        total = value + 1


async def main():
    await asyncio.gather(asyncio.to_thread(add), asyncio.to_thread(add))
    print(total)


asyncio.run(main())
