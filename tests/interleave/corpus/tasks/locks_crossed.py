# verdict: D
# holds: lines == ["a then b", "b then a"]
# blame: -
# twin: locks_in_one_order.py
# about: Each task holds a lock and awaits the other's.

import asyncio


async def take(first, second, said):
    async with first:
        await asyncio.sleep(0.1)
        async with second:
            print(said)


async def main():
    a, b = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(take(a, b, "a then b"), take(b, a, "b then a"))


asyncio.run(main())
