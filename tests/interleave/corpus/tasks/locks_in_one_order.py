# verdict: OK
# holds: lines == ["a then b", "b then a"]
# twin: locks_crossed.py
# about: Both take them in the same order.

import asyncio


async def take(first, second, said):
    async with first:
        await asyncio.sleep(0.1)
        async with second:
            print(said)


async def main():
    a, b = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(take(a, b, "a then b"), take(a, b, "b then a"))


asyncio.run(main())
