# verdict: OK
# holds: numbers == [0, 1, 2]
# twin: queue_without_an_end.py
# about: A last item says that no more comes.

import asyncio


async def produce(queue):
    for number in range(3):
        await queue.put(number)
    await queue.put(None)


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
