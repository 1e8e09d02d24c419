"""Long loops: judged within the budget, in little memory, and nothing is claimed that was not seen."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from grader.interleave.explore import replay
from grader.interleave.program import Budget, Script, Search
from grader.interleave.run.things import CROWD, Things
from grader.interleave.search.explorer import Explorer, make_world
from grader.interleave.search.launch import Mode, run_once
from grader.interleave.search.stopped import why_it_stopped
from grader.interleave.strategies.sweep import HoldBack
from grader.interleave.strategies.timed import RunToBlock
from grader.interleave.weak import Gone
from tests.support.programs import explored, outputs, program

pytestmark = pytest.mark.slow  # the same on every interpreter

ROUNDS = 1_200
"""More than it takes until something is a routine."""


def counting(guard: str, rounds: int = ROUNDS) -> str:
    """Two threads that count up together."""
    return f"""
        import threading
        from contextlib import nullcontext
        counter, lock = 0, threading.Lock()
        def work():
            global counter
            for _ in range({rounds}):
                with {guard}:
                    counter += 1
        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print(counter)
    """


def test_a_long_loop_under_a_lock_ends_in_one_way_and_nothing_is_said_to_be_proved():
    found = explored(counting("lock"), search=Search(budget=Budget(schedules=60)))

    assert {f"{2 * ROUNDS}\n"} == outputs(found)
    assert found.proved.startswith("Nothing is proved: ")
    assert not found.exhaustive


def test_updates_lost_in_a_long_loop_are_found_and_can_be_replayed():
    found = explored(counting("nullcontext()"), search=Search(budget=Budget(schedules=60)))

    assert f"{2 * ROUNDS}\n" in outputs(found)
    assert any(int(text) < 2 * ROUNDS for text in outputs(found))
    for one in found.endings:
        again = replay(program(counting("nullcontext()")), Script(), one.witness.token)
        assert one.ending.stdout == again.ending.stdout


@pytest.mark.parametrize("guard", ["lock", "nullcontext()"])
def test_a_routine_changes_no_schedule(guard):
    """It is the same run with and without: who did how much, who made way where, and what came of it."""
    world = make_world(program(counting(guard)), Script())
    with world.installed():
        runs = [run_once(world, Script(), HoldBack(700, 1), Mode(1 << 20, brisk=brisk)) for brisk in (0, 10_000)]
    whole, brisk = runs

    assert (whole.key, whole.run.steps, whole.run.events) == (brisk.key, brisk.run.steps, brisk.run.events)
    assert whole.run.switches == brisk.run.switches
    assert len(brisk.trace.steps) < len(whole.trace.steps)


def test_what_the_program_has_let_go_is_let_go_and_its_number_never_used_again():
    things, kept = Things(), [object()]
    first = things.number(kept[0])
    numbers = {things.number(object()) for _ in range(CROWD)}

    assert numbers <= set(things.let_go())
    assert (first, kept[0]) == (things.number(kept[0]), things.subject(first))
    assert type(things.subject(next(iter(numbers)))) is Gone
    assert things.number(object()) not in {first, *numbers}


def test_few_things_are_all_kept():
    things = Things()
    number = things.number(object())

    assert [] == things.let_go()
    assert type(things.subject(number)) is not Gone


def test_a_loop_without_an_end_is_told_as_one():
    found = explored(
        """
        import threading
        lock, n = threading.Lock(), 0
        def work():
            global n
            while True:
                with lock:
                    n += 1
        for _ in range(2):
            threading.Thread(target=work).start()
    """,
        search=Search(budget=Budget(schedules=20, steps=40_000)),
    )

    assert {"timed_out"} == {one.ending.kind for one in found.endings}
    assert not found.exhaustive


GOES_THROUGH = """
import threading, time
items = [0] * 3500
ready = False
seen = 0
def worker():
    global seen
    if not ready:
        for i in range(6000):
            items[0]
        seen = -1
        return
    t = 0
    for i in range(3000):
        if items[i]: t += i
    seen = t
th = threading.Thread(target=worker)
th.start()
time.sleep(1)
ready = True
items[2000] = 1
items[2001] = 1
th.join()
print(seen)
"""
LONG_LOOPS = "Loops in some of them are so long that nobody was interrupted at each of their steps."


def test_nothing_is_proved_where_short_work_was_made_of_a_loop():
    """Between its steps 2,000 and 2,001 the other could write both: nobody was interrupted there."""
    found = explored(GOES_THROUGH)

    assert "2001\n" not in {one.ending.stdout for one in found.endings}  # if it is found one day, this may be proved
    assert not found.exhaustive
    assert found.proved.startswith("Nothing is proved")


def test_it_is_said_that_loops_were_too_long():
    explorer = Explorer(program("print()"), Script(), Search())
    explorer.short_work = True

    assert LONG_LOOPS == why_it_stopped(explorer, alone=False, lacks_early=False)


MEASURED = """
import sys
from grader.interleave.explore import explore
from grader.interleave.program import Program, Script, Search
found = explore(Program("/nowhere", "p.py", {"p.py": sys.stdin.read()}), Script())
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))  # not its starter's, as ru_maxrss
print(int(peak) // 1024, *sorted(f.ending.stdout.strip() for f in found.endings))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only /proc tells the peak of one program")
@pytest.mark.long
@pytest.mark.parametrize(("guard", "whole"), [("lock", True), ("nullcontext()", False)])
def test_two_hundred_thousand_rounds_are_judged_in_little_memory(guard, whole):
    text = textwrap.dedent(counting(guard, 100_000))
    said = subprocess.run([sys.executable, "-c", MEASURED], input=text, capture_output=True, text=True, check=True)
    megabytes, *counts = said.stdout.split()

    assert int(megabytes) < 128
    assert "200000" in counts
    assert whole == (["200000"] == counts)


def test_of_a_lone_run_it_is_not_kept_what_nobody_learns_from():
    """Each item of a queue has a place of its own, so that no act is like another; who waited for whom is known all the same."""
    world = make_world(
        program("""
            import queue, threading

            items = queue.Queue()

            def work():
                for _ in range(2_000):
                    items.put(items.get())

            threads = [threading.Thread(target=work) for _ in range(2)]
            for thread in threads:
                thread.start()
            items.put(1)
            items.put(2)
            for thread in threads:
                thread.join()
        """),
        Script(),
    )
    with world.installed():
        finished = run_once(world, Script(), RunToBlock(), Mode(100_000, pace="timed", only=True))

    assert 8_000 < len(finished.trace.steps)
    assert 2_000 > len({id(step) for step in finished.trace.steps})
    assert [True, True] == [actor.awaited for actor in finished.ending.actors[1:]]
