# verdict: OK
# holds: numbers == [3]
# twin: update_across_an_await.py
# about: Nothing is shared: what comes of a task is given back.

import asyncio


async def add(a, b):
    await asyncio.sleep(0)
    return a + b


print(asyncio.run(add(1, 2)))
