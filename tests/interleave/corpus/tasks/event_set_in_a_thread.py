# verdict: D
# holds: lines == ["ready"]
# blame: -
# escape: allowed
# twin: event_set_by_the_loop.py
# about: A thread sets an asyncio.Event: the loop is asleep, and nobody wakes it.

import asyncio
import threading


async def main():
    ready = asyncio.Event()
    threading.Timer(0.1, ready.set).start()
    await ready.wait()
    print("ready")


asyncio.run(main())
