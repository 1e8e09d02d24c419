# verdict: OK
# escape: allowed
# holds: numbers == [3]
# about: asyncio has a scheduler of its own; nothing here races.

import asyncio


async def add(a, b):
    await asyncio.sleep(0)
    return a + b


print(asyncio.run(add(1, 2)))
