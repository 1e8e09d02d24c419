# verdict: W
# holds: numbers == [2]
# twin: work_in_threads_locked.py
# about: What asyncio.to_thread is given runs in threads, which race as threads do.

import asyncio

total = 0


def add():
    global total
    value = total
    total = value + 1


async def main():
    await asyncio.gather(asyncio.to_thread(add), asyncio.to_thread(add))
    print(total)


asyncio.run(main())
