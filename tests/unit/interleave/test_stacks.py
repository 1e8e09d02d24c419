"""Actors get their stacks one after another, and nothing with them; of a run that is over nothing is left."""

import gc
import weakref

import pytest

from grader.interleave.program import Program, Script
from grader.interleave.search.launch import Mode, run_once
from grader.interleave.strategies.sweep import Straight
from grader.interleave.surroundings.world import World

THREE = """\
import contextvars
import threading

seen = contextvars.ContextVar("seen", default="nothing")


def look():
    print(seen.get())
    seen.set("what another has left")


for _ in range(3):
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
"""

PROCESSES = """\
from multiprocessing import Process, Value


def add(number):
    number.value += 1


if __name__ == "__main__":
    number = Value("i", 0)
    processes = [Process(target=add, args=(number,)) for _ in range(2)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
"""
STUCK = "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()\n"


def world_of(text, method="spawn"):
    return World(Program(folder="/nowhere", entry="a.py", sources={"a.py": text}, start_method=method))


def run(world, known=()):
    return run_once(world, Script(), Straight(), Mode(20_000), known)


def test_an_actor_gets_the_stack_of_one_that_has_ended():
    world = world_of(THREE)
    with world.installed():
        run(world)
        first = set(world.stacks)
        run(world)
        assert first == set(world.stacks)
        assert 2 == len(first)


def test_no_context_comes_with_a_stack():
    world = world_of(THREE)
    with world.installed():
        for _ in range(2):
            assert "nothing\n" * 3 == run(world).ending.stdout


def test_a_stack_that_waits_keeps_nothing_of_the_run():
    world = world_of(THREE)
    with world.installed():
        left = weakref.ref(run(world).run.processes[0])
        gc.collect()
        assert world.stacks
        assert left() is None


def test_who_is_cut_off_leaves_a_stack_too():
    world = world_of(STUCK)
    with world.installed():
        assert "deadlock" == run(world).ending.kind
        assert 1 == len(world.stacks)


def test_when_nobody_comes_any_more_the_stacks_go():
    world = world_of(THREE)
    with world.installed():
        run(world)
        stack = weakref.ref(world.stacks[0])
    assert stack() is None


@pytest.mark.parametrize(
    ("text", "method"), [(THREE, "spawn"), (PROCESSES, "spawn"), (PROCESSES, "fork"), (STUCK, "spawn")]
)
def test_a_run_that_is_over_goes_when_nobody_asks_for_it_any_more(text, method):
    """At once, and not when garbage is collected: the next one finds its memory."""
    world = world_of(text, method)
    with world.installed():
        gc.collect()
        gc.disable()
        try:
            finished = run(world)
            left = weakref.ref(finished.run), weakref.ref(finished.run.output)
            del finished
            assert [None, None] == [one() for one in left]
        finally:
            gc.enable()
