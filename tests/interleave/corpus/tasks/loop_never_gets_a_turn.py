# verdict: L
# holds: lines == ["done"]
# blame: -
# twin: loop_gets_a_turn.py
# about: A task that goes round without an await lets no other go on.

import asyncio

done = False


async def wait():
    while not done:
        pass
    print("done")


async def finish():
    global done
    done = True


async def main():
    await asyncio.gather(wait(), finish())


asyncio.run(main())
