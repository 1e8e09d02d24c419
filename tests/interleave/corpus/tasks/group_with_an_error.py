# verdict: X
# holds: lines == ["done"]
# blame: -
# twin: group_that_catches.py
# about: One task of a TaskGroup fails, so the other is cancelled.

import asyncio


async def fail():
    await asyncio.sleep(1)
    raise ValueError("no")


async def work():
    await asyncio.sleep(2)
    print("done")


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(fail())
        group.create_task(work())


asyncio.run(main())
