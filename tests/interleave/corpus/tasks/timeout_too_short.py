# verdict: X
# holds: lines == ["done"]
# blame: -
# twin: timeout_long_enough.py
# about: The task takes longer than it is waited for.

import asyncio


async def work():
    await asyncio.sleep(2)
    return "done"


async def main():
    print(await asyncio.wait_for(work(), timeout=1))


asyncio.run(main())
