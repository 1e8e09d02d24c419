# verdict: D
# holds: numbers == [42]
# blame: -
# twin: coroutine_from_a_thread.py
# about: A loop runs in a thread of its own, is given a coroutine from outside, and nobody stops it.

import asyncio
import threading


async def answer():
    await asyncio.sleep(0.1)
    return 42


loop = asyncio.new_event_loop()
thread = threading.Thread(target=loop.run_forever)
thread.start()
print(asyncio.run_coroutine_threadsafe(answer(), loop).result())
thread.join()
