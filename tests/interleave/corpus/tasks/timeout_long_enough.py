# verdict: OK
# holds: lines == ["done"]
# twin: timeout_too_short.py
# about: It is waited for longer than it takes.

import asyncio


async def work():
    await asyncio.sleep(2)
    return "done"


async def main():
    print(await asyncio.wait_for(work(), timeout=3))


asyncio.run(main())
