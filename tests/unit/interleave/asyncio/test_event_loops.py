"""Programs with `asyncio` are followed: tasks take turns as the library says, on the virtual clock, beside threads or alone."""

import asyncio
import re
import sys
from pathlib import Path

import pytest

from grader.interleave.program import Budget, Search
from tests.support.programs import explored, in_life, outputs, timed

ALONE = """
import asyncio
{more}
async def main():
    {main}
asyncio.run(main())
"""


def alone(main: str, more: str = "") -> str:
    return ALONE.format(main=main.replace("\n", "\n    "), more=more)


def test_one_thread_has_one_order_and_sleeps_take_no_time():
    found = explored(alone("await asyncio.sleep(100_000)\nprint('done')"))

    assert {"done\n"} == outputs(found)
    assert (True, 1) == (found.exhaustive, found.schedules)
    assert "timers of an event loop come in the order of their times" in found.proved


def test_timers_come_in_the_order_of_their_times_and_of_those_that_are_equal():
    more = "async def say(what, after):\n    await asyncio.sleep(after)\n    print(what, end=' ')"
    main = "await asyncio.gather(*(say(n, after) for n, after in enumerate((2, 1, 1, 3, 1))))"

    assert {"1 2 4 0 3 "} == outputs(explored(alone(main, more)))


def test_chance_decides_who_wakes_first():
    main = "await asyncio.gather(asyncio.sleep(random.random()), asyncio.sleep(random.random()))"
    found = explored(alone(main, "import random"))

    assert "line 5 uses random numbers without a seed" in {one.told for one in found.escapes}


def test_who_waits_in_a_thread_for_too_long_is_left_alone_there():
    more = "import time\nasync def late(seconds):\n    try: await asyncio.wait_for(asyncio.to_thread(time.sleep, 5), seconds)\n    except TimeoutError: print('late')"

    assert "late\n" == timed(alone("await late(1)", more)).stdout
    assert "" == timed(alone("await late(6)", more)).stdout


def test_a_run_on_the_clock_tells_how_long_was_slept():
    shown = timed(alone("await asyncio.gather(asyncio.sleep(2), asyncio.sleep(3))\nawait asyncio.sleep(1)"))

    assert "finished" == shown.kind
    assert 4 <= shown.virtual_duration < 4.01


def test_who_ticks_is_stopped_after_the_right_number_of_ticks():
    more = "async def tick():\n    while True:\n        await asyncio.sleep(1)\n        print('tick', end=' ')"
    main = "task = asyncio.create_task(tick())\nawait asyncio.sleep(3.5)\ntask.cancel()"

    assert "tick tick tick " == timed(alone(main, more)).stdout


@pytest.mark.parametrize("wait", ["asyncio.sleep(inf)", "asyncio.wait_for(asyncio.Event().wait(), inf)"])
def test_who_sleeps_without_an_end_waits_for_ever(wait):
    found = explored(alone(f"await {wait}", "from math import inf"))

    assert ["deadlock"] == [ending.ending.kind for ending in found.endings]
    assert found.exhaustive


def test_who_sleeps_without_an_end_keeps_nobody_from_going_on():
    main = "task = asyncio.create_task(asyncio.sleep(inf))\nawait asyncio.sleep(200_000)\nprint(task.done())"

    assert {"False\n"} == outputs(explored(alone(main, "from math import inf")))


def test_of_a_loop_that_never_rests_it_is_told_how_far_it_was_followed():
    """It takes turn after turn, and not one step that another could see."""
    more = "async def again():\n    asyncio.create_task(again())"
    found = explored(alone("await again()\nawait asyncio.sleep(1)", more), search=Search(budget=Budget(steps=60_000)))

    said = re.search(r"each takes more than ([\d,]+) steps", found.endings[0].ending.detail)
    assert 60_000 < int(said[1].replace(",", ""))


def test_every_order_begins_without_tasks_of_the_one_before():
    found = explored("""
        import asyncio, threading
        async def name(): return asyncio.current_task().get_name()
        n = 0
        def work():
            global n
            n += 1
        ts = [threading.Thread(target=work) for _ in range(2)]
        for t in ts: t.start()
        for t in ts: t.join()
        print(asyncio.run(name()), len(asyncio.run(asyncio.sleep(0, "ab"))))
    """)

    assert {"Task-1 2\n"} == outputs(found)
    assert 1 < found.schedules


def test_a_thread_has_no_loop_of_another():
    found = explored(
        alone(
            "print(await asyncio.to_thread(look))",
            "def look():\n    try: return asyncio.get_running_loop()\n    except RuntimeError as error: return error",
        )
    )

    assert {"no running event loop\n"} == outputs(found)


def test_a_thread_sees_the_context_of_who_sent_it():
    more = "import contextvars\nuser = contextvars.ContextVar('user')"

    assert {"ann\n"} == outputs(explored(alone("user.set('ann')\nprint(await asyncio.to_thread(user.get))", more)))


def test_an_error_in_a_thread_comes_out_where_it_is_awaited():
    found = explored(alone("await asyncio.to_thread(int, 'x')"))

    assert ["exception"] == [one.ending.kind for one in found.endings]
    assert "ValueError" in found.endings[0].ending.detail


def test_of_a_group_of_errors_each_is_told_with_its_line():
    more = "async def fail(n):\n    raise ValueError(n)"
    main = "async with asyncio.TaskGroup() as group:\n    group.create_task(fail(1)); group.create_task(fail(2))"
    found = explored(alone(main, more))

    assert "ValueError: 1 (line 4); ValueError: 2 (line 4)" in found.endings[0].ending.detail


def test_where_nobody_can_go_on_each_task_is_told_with_its_line():
    found = explored(
        alone(
            "await asyncio.gather(wait(asyncio.Event()), wait(asyncio.Event()))",
            "async def wait(e):\n    await e.wait()",
        )
    )
    told = found.endings[0].ending.detail.splitlines()

    assert "deadlock" == found.endings[0].ending.kind
    assert ["Task-1 (main) waits (line 6)", "Task-2 (wait) waits (line 4)", "Task-3 (wait) waits (line 4)"] == told[1:]


ELSEWHERE = {
    "queue": ("x = asyncio.Queue(); x.empty()", "x.put_nowait(1)"),
    "queue, awaited": ("x = asyncio.Queue(); await x.put(0)", "x.get_nowait()"),
    "event": ("x = asyncio.Event(); x.is_set()", "x.set()"),
    "lock": ("x = asyncio.Lock(); await x.acquire()", "x.release()"),
    "future": ("x = asyncio.get_running_loop().create_future(); x.done()", "x.set_result(1)"),
    "task": ("x = asyncio.create_task(asyncio.sleep(0)); await x", "x.done()"),
    "loop": ("x = asyncio.get_running_loop()", "x.call_soon(print)"),
    "timer": ("x = asyncio.get_running_loop()", "x.call_later(1, print)"),
    "stop": ("x = asyncio.get_running_loop()", "x.stop()"),
}


@pytest.mark.parametrize(("made", "used"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_what_belongs_to_the_loops_thread_and_is_used_in_another_is_beyond_control(made, used):
    found = explored(alone(f"{made}\nawait asyncio.to_thread(use, x)", f"def use(x):\n    {used}"))

    assert "line 4 uses asyncio from another thread than that of its loop" in {one.told for one in found.escapes}
    assert not found.exhaustive


def test_who_waits_in_the_loops_own_executor_for_the_loop_is_served_until_the_end():
    main = "asyncio.get_running_loop().run_in_executor(None, work, asyncio.get_running_loop())"
    more = (
        "async def double(n): return 2 * n\n"
        "def work(loop):\n"
        "    try: print(asyncio.run_coroutine_threadsafe(double(4), loop).result())\n"
        "    except BaseException as error: print(type(error).__name__)"
    )
    found = explored(alone(main, more))

    assert {"8\n", "CancelledError\n"} == outputs(found)
    assert {"finished"} == {one.ending.kind for one in found.endings}


def test_tasks_without_a_name_are_numbered_in_one_order_which_is_said():
    found = explored("""
        import asyncio, threading
        async def name(): return asyncio.current_task().get_name()
        names = {}
        def work(who): names[who] = asyncio.run(name())
        ts = [threading.Thread(target=work, args=(who,)) for who in "ab"]
        for t in ts: t.start()
        for t in ts: t.join()
    """)

    assert "tasks without a name are numbered in one order" in found.proved


def test_each_generator_is_closed_by_the_loop_in_which_it_began():
    found = explored("""
        import asyncio, threading
        closed, n = [], 0
        async def count():
            try: yield 1
            finally:
                closed.append(threading.current_thread().name)
        async def main():
            global n
            n += 1
            async for _ in count(): break
            await asyncio.sleep(0)
        ts = [threading.Thread(target=asyncio.run, args=(main(),), name=name) for name in "AB"]
        for t in ts: t.start()
        for t in ts: t.join()
        print(sorted(closed))
    """)

    assert {"['A', 'B']\n"} == outputs(found)


def test_what_a_loop_is_given_before_it_is_closed_may_never_be_done():
    found = explored("""
        import asyncio, threading
        said = []
        def work(loop):
            try: loop.call_soon_threadsafe(said.append, "done")
            except RuntimeError: said.append("closed")
        async def main():
            global thread
            thread = threading.Thread(target=work, args=(asyncio.get_running_loop(),))
            thread.start()
        asyncio.run(main())
        thread.join()
        print(*said)
    """)

    assert {"done\n", "closed\n", "\n"} == outputs(found)


def test_whether_a_loop_runs_is_seen_by_other_threads():
    found = explored("""
        import asyncio, threading
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        print(loop.is_running())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        print(loop.is_running())
    """)

    assert {"True\nFalse\n", "False\nFalse\n"} == outputs(found)


def test_whether_a_loop_is_closed_is_seen_by_other_threads():
    found = explored("""
        import asyncio, threading
        seen = []
        async def main():
            global thread
            loop = asyncio.get_running_loop()
            thread = threading.Thread(target=lambda: seen.append(loop.is_closed()))
            thread.start()
        asyncio.run(main())
        thread.join()
        print(seen)
    """)

    assert {"[False]\n", "[True]\n"} == outputs(found)


def test_call_soon_threadsafe_is_for_other_threads():
    main = "x = asyncio.Queue()\nasyncio.get_running_loop().run_in_executor(None, use, x, asyncio.get_running_loop())\nprint(await x.get())"
    found = explored(alone(main, "def use(x, loop):\n    loop.call_soon_threadsafe(x.put_nowait, 1)"))

    assert {"1\n"} == outputs(found)
    assert found.exhaustive


OF_THE_SYSTEM = {
    "server": "await asyncio.start_server(print, '127.0.0.1', 0)",
    "connection": "await asyncio.open_connection('127.0.0.1', 9)",
    "program": "await asyncio.create_subprocess_exec('true')",
    "reader": "asyncio.get_running_loop().add_reader(0, print)",
    "signal": "asyncio.get_running_loop().add_signal_handler(2, print)",
}


@pytest.mark.parametrize("main", OF_THE_SYSTEM.values(), ids=OF_THE_SYSTEM)
def test_what_a_loop_does_with_the_help_of_the_system_ends_the_order(main):
    found = explored(alone(main))

    assert ["engine_fault"] == [one.ending.kind for one in found.endings]
    assert {5} == {one.line for one in found.escapes}


def test_the_package_itself_is_as_before():
    loop, module = asyncio.SelectorEventLoop, sys.modules["asyncio.events"]
    explored(alone("print(asyncio.get_running_loop())"))

    assert asyncio.SelectorEventLoop is loop
    assert sys.modules["asyncio.events"] is module
    assert 3 == asyncio.run(asyncio.sleep(0, 3))


def test_a_coroutine_that_nobody_awaits_is_told_with_the_line_that_made_it():
    with pytest.warns(RuntimeWarning, match="coroutine 'work' was never awaited") as said:
        shown = timed(alone("work()\nx = work()\nprint('done')", "async def work(): print('work')"))

    assert "done\n" == shown.stdout
    assert ("program.py", 5) == (Path(said[0].filename).name, said[0].lineno)
    assert [
        "work() was called and not awaited, so it did nothing (line 5)",
        "work() was called and not awaited, so it did nothing (line 6)",
    ] == shown.detail.splitlines()


LOST = {
    "never asked": "asyncio.create_task(fail())",
    "only waited for": "await asyncio.wait([asyncio.create_task(fail())])",
}
ASKED = {
    "awaited": "t = asyncio.create_task(fail())\ntry: await t\nexcept ValueError: pass",
    "gathered": "await asyncio.gather(fail(), return_exceptions=True)",
    "looked at": "t = asyncio.create_task(fail())\nawait asyncio.wait([t])\nt.exception()",
    "set twice": "t = asyncio.get_running_loop().create_future()\nt.set_exception(ValueError(1))\ntry: t.set_exception(ValueError(2))\nexcept asyncio.InvalidStateError: t.exception()",
    "grouped": "try:\n    async with asyncio.TaskGroup() as group: group.create_task(fail())\nexcept* ValueError: pass",
}


@pytest.mark.parametrize("main", LOST.values(), ids=LOST)
def test_an_error_of_a_task_that_nobody_asks_for_is_told(main):
    shown = timed(alone(f"{main}\nawait asyncio.sleep(1)", "async def fail(): raise ValueError('no')"))

    assert "A task failed with ValueError: no (line 3), and nobody asked for its result" == shown.detail


@pytest.mark.parametrize("main", ASKED.values(), ids=ASKED)
def test_one_that_somebody_asks_for_is_not(main):
    assert "" == timed(alone(f"{main}\nawait asyncio.sleep(1)", "async def fail(): raise ValueError('no')")).detail


ENDLESS = {
    "polls": "flag = False\nasync def wait():\n    while not flag:\n        await asyncio.sleep(0.1)",
    "turns": "flag = False\nasync def wait():\n    while not flag:\n        await asyncio.sleep(0)",
    "beats": "async def wait():\n    while True:\n        print('beat')\n        await asyncio.sleep(1)",
    "calls": "def again(): asyncio.get_running_loop().call_later(1, again)\nasync def wait():\n    again()\n    await asyncio.sleep(1e12)",
}


@pytest.mark.slow  # of steps, the same on every interpreter
@pytest.mark.parametrize("more", ENDLESS.values(), ids=ENDLESS)
def test_what_never_comes_to_rest_is_given_up(more):
    assert "timed_out" == timed(alone("await wait()", more)).kind


def test_what_is_of_c_in_life_is_called_so_and_refuses_in_its_words():
    text = """
        import asyncio
        async def main():
            task, future = asyncio.create_task(asyncio.sleep(0)), asyncio.Future()
            print(type(task), type(future), asyncio.get_running_loop())
            for look in (task.result, future.result, future.exception):
                try: look()
                except asyncio.InvalidStateError as refused: print(refused)
            future.set_result(1)
            for again in (lambda: future.set_result(2), lambda: future.set_exception(KeyError())):
                try: again()
                except asyncio.InvalidStateError as refused: print(refused)
            own = asyncio.Future()
            own.set_exception(asyncio.InvalidStateError("of my own"))
            try: await own
            except asyncio.InvalidStateError as error: print(error)
        asyncio.run(main())
    """

    assert {in_life(text)} == outputs(explored(text))


def test_what_is_taken_from_the_module_of_c_is_what_the_package_has():
    """Editors write such an import by themselves."""
    found = explored("""
        import asyncio
        from _asyncio import Future, Task, get_running_loop
        async def main():
            made = Future()
            get_running_loop().call_soon(made.set_result, 3)
            print(await made, isinstance(asyncio.current_task(), Task))
        asyncio.run(main())
    """)

    assert {"3 True\n"} == outputs(found)
