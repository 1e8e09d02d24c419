"""A worker has one program: what is put in place for it stays, and what is left of it ends with the worker."""

import gc
from dataclasses import replace

import pytest

from grader.interleave.program import Program, Scenario, Script, Search
from grader.interleave.search.explorer import make_world
from grader.interleave.surroundings.world import World

PROGRAM = Program(folder="/nowhere", entry="a.py", sources={"a.py": "x = 1\n"})
SCENARIO = Scenario("begin", "def begin(program):\n    pass\n")


@pytest.fixture
def prepared():
    world = World(PROGRAM)
    world.for_good = True
    return world


@pytest.mark.parametrize(
    ("target", "search"), [(Script(), Search()), (SCENARIO, Search()), (Script(), Search(atomicity="cpython"))], ids=str
)
def test_nobody_comes_after_the_world_that_takes_the_place_of_the_prepared_one(prepared, target, search):
    assert make_world(PROGRAM, target, search, prepared).for_good
    assert not make_world(PROGRAM, target, search).for_good


@pytest.mark.parametrize(
    ("target", "search", "fits"),
    [
        (replace(SCENARIO, observe=("x",), start=(("x", 2),), after_script=True), Search(), True),
        (replace(SCENARIO, name="end"), Search(), False),
        (replace(SCENARIO, source="def begin(program):\n    program.x = 2\n"), Search(), False),
        (SCENARIO, Search(atomicity="cpython"), False),
        (Script(), Search(), False),
    ],
    ids=["the same scenario", "another", "another text", "another atomicity", "the script"],
)
def test_what_was_rewritten_beside_a_scenario_is_for_that_one(target, search, fits):
    world = World(PROGRAM, SCENARIO)

    assert fits == (make_world(PROGRAM, target, search, world) is world)


@pytest.mark.slow
@pytest.mark.parametrize("for_good", [True, False])
def test_what_is_left_ends_at_once_unless_nobody_comes_after(prepared, for_good):
    prepared.for_good = for_good
    ended = []
    gc.freeze()  # as where it is put in place

    class Left:
        def __init__(self):
            self.itself = self

        def __del__(self):
            ended.append(True)

    Left()
    try:
        prepared._end_what_is_left()
        assert ([], False) == (ended, gc.isenabled()) if for_good else ([True], True) == (ended, gc.isenabled())
    finally:
        gc.unfreeze()
        gc.enable()
