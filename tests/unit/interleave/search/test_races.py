"""Which accesses of a run nothing orders."""

import pytest

from grader.interleave.operations import SYNC, WRITE, Operation
from grader.interleave.search.locksets import kept_apart
from grader.interleave.search.races import MOST_ACTORS, Race, races
from grader.interleave.strategies.trace import Trace

pytestmark = pytest.mark.slow  # the same on every interpreter

HOMES = ("home", "home")


class Takes(Operation):
    __slots__ = ()
    excludes = True


def changes(actor: int) -> tuple[int, Operation, list[int]]:
    return actor, Operation("writes", "n", WRITE), [0, 1]


def test_what_was_done_before_a_start_is_ordered():
    trace = Trace([changes(0), (0, Operation("starts", "start"), [0]), changes(1)], {1: (0, 2)}, homes=HOMES)

    assert [] == races(trace)


def test_what_is_done_after_a_start_races_with_the_started():
    trace = Trace([(0, Operation("starts", "start"), [0]), changes(0), changes(1)], {1: (0, 1)}, homes=HOMES)

    assert [Race(1, 2)] == races(trace)


def test_of_very_many_actors_the_first_are_looked_at():
    many = range(MOST_ACTORS + 2)
    late = [changes(actor) for actor in many[2:]]
    named = Trace([changes(0), changes(1), *late], homes=["home"] * len(many))
    only_late = Trace([changes(MOST_ACTORS), changes(MOST_ACTORS + 1)], homes=["home"] * len(many))

    assert [Race(0, 1)] == races(named)
    assert [] == races(only_late)


def test_nobody_says_that_very_many_are_kept_apart():
    lock = Takes("acquires", "lock", SYNC)
    free = Operation("releases", "lock", SYNC)
    turns = [
        step for actor in range(MOST_ACTORS + 1) for step in ((actor, lock, []), changes(actor), (actor, free, []))
    ]

    assert kept_apart(Trace(turns[:-3], homes=["home"] * MOST_ACTORS))
    assert not kept_apart(Trace(turns, homes=["home"] * (MOST_ACTORS + 1)))
