# verdict: OK
# holds: lines == ["ValueError", "done"]
# twin: group_with_an_error.py
# about: The task that fails deals with it.

import asyncio


async def fail():
    await asyncio.sleep(1)
    try:
        raise ValueError("no")
    except ValueError as error:
        print(type(error).__name__)


async def work():
    await asyncio.sleep(2)
    print("done")


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(fail())
        group.create_task(work())


asyncio.run(main())
