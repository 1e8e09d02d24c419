# verdict: OK
# holds: lines == ["ready"]
# twin: event_set_in_a_thread.py
# about: The thread asks the loop to set it.

import asyncio
import threading


async def main():
    ready = asyncio.Event()
    loop = asyncio.get_running_loop()
    threading.Timer(0.1, loop.call_soon_threadsafe, [ready.set]).start()
    await ready.wait()
    print("ready")


asyncio.run(main())
