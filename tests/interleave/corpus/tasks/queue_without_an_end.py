# verdict: D
# holds: numbers == [0, 1, 2]
# blame: -
# twin: queue_with_an_end.py
# about: The consumer awaits an item more than there are.

import asyncio


async def produce(queue):
    for number in range(3):
        await queue.put(number)


async def consume(queue):
    while True:
        number = await queue.get()
        if number is None:
            return
        print(number)


async def main():
    queue = asyncio.Queue(1)
    await asyncio.gather(produce(queue), consume(queue))


asyncio.run(main())
