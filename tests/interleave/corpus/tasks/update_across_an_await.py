# verdict: W
# holds: numbers == [3]
# blame: -
# twin: update_across_an_await_locked.py
# about: One thread loses updates, too: between reading and writing it waits, and the other tasks go on.

import asyncio

total = 0


async def add():
    global total
    value = total
    await asyncio.sleep(0.1)
    total = value + 1


async def main():
    await asyncio.gather(*(add() for _ in range(3)))
    print(total)


asyncio.run(main())
