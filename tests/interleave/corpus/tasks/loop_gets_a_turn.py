# verdict: OK
# holds: lines == ["done"]
# twin: loop_never_gets_a_turn.py
# about: Each round awaits, so the other has its turn.

import asyncio

done = False


async def wait():
    while not done:
        await asyncio.sleep(0)
    print("done")


async def finish():
    global done
    done = True


async def main():
    await asyncio.gather(wait(), finish())


asyncio.run(main())
