"""`asyncio` on the virtual clock: what one thread does by itself has one order, and its waiting takes no time."""

import pytest

from tests.support.programs import explored, outputs

WAITING = """
import asyncio, time
async def slow(n):
    await asyncio.sleep(n)
    return n
async def ticks():
    for i in range(3):
        await asyncio.sleep(1)
        yield i
async def main():
    began = time.monotonic()
    print(await asyncio.gather(slow(3), slow(1), slow(2)))
    try:
        async with asyncio.timeout(5):
            print(await slow(4))
        async with asyncio.timeout(5):
            await slow(60)
    except TimeoutError:
        print("too slow")
    print([i async for i in ticks()], round(time.monotonic() - began, 3))
{begin}
"""


@pytest.mark.parametrize(
    "begin",
    [
        "asyncio.run(main())",
        "with asyncio.Runner() as runner: runner.run(main())",
        "loop = asyncio.new_event_loop(); loop.run_until_complete(main()); loop.close()",
    ],
)
def test_waits_pass_on_the_virtual_clock_in_their_order(begin):
    found = explored(WAITING.format(begin=begin))

    assert {"[3, 1, 2]\n4\ntoo slow\n[0, 1, 2] 15.0\n"} == outputs(found)
    assert found.exhaustive and not found.escapes


def test_who_waits_for_what_nobody_brings_waits_for_ever():
    found = explored("""
        import asyncio
        async def main():
            await asyncio.Queue().get()
        asyncio.run(main())
    """)

    assert ["deadlock"] == [one.ending.kind for one in found.endings]
    assert "waits for a task or future that is never done" in found.endings[0].ending.detail


@pytest.mark.parametrize("named", ["asyncio.to_thread(print)", "asyncio.open_connection('a', 1)"])
def test_a_loop_that_something_wakes_from_outside_is_not_simulated(named):
    found = explored(f"""
        import asyncio
        async def main():
            await {named}
        asyncio.run(main())
    """)

    assert "asyncio.run" in {escape.what for escape in found.escapes}


def test_a_loop_begins_in_no_other():
    found = explored("""
        import asyncio
        async def main():
            asyncio.run(asyncio.sleep(1))
        asyncio.run(main())
    """)

    assert "asyncio.run() cannot be called from a running event loop" in found.endings[0].ending.detail


def test_a_group_of_errors_is_told_with_the_first_of_them_and_its_line():
    found = explored("""
        import asyncio
        async def fails():
            return {}["key"]
        async def main():
            async with asyncio.TaskGroup() as group:
                group.create_task(fails())
        asyncio.run(main())
    """)

    detail = found.endings[0].ending.detail
    assert "ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception): KeyError: 'key'" in detail
    assert detail.endswith("(line 4)")
