# verdict: OK
# holds: numbers == [3]
# twin: update_across_an_await.py
# about: An asyncio.Lock is held across the await.

import asyncio

total = 0


async def add(lock):
    global total
    async with lock:
        value = total
        await asyncio.sleep(0.1)
        total = value + 1


async def main():
    lock = asyncio.Lock()
    await asyncio.gather(*(add(lock) for _ in range(3)))
    print(total)


asyncio.run(main())
