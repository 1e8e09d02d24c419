"""Actors get their stacks one after another, and nothing with them."""

import gc
import weakref

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


def world_of(text):
    return World(Program(folder="/nowhere", entry="a.py", sources={"a.py": text}))


def run(world):
    return run_once(world, Script(), Straight(), Mode(20_000))


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
    world = world_of("import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()\n")
    with world.installed():
        assert "deadlock" == run(world).ending.kind
        assert 1 == len(world.stacks)


def test_when_nobody_comes_any_more_the_stacks_go():
    world = world_of(THREE)
    with world.installed():
        run(world)
        stack = weakref.ref(world.stacks[0])
    assert stack() is None
