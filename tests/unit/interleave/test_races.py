"""Which accesses of a run nothing orders."""

from grader.interleave.operations import WRITE, Operation
from grader.interleave.races import Race, races
from grader.interleave.strategies.trace import Trace

HOMES = ("home", "home")


def changes(actor: int) -> tuple[int, Operation, list[int]]:
    return actor, Operation("writes", "n", WRITE), [0, 1]


def test_what_was_done_before_a_start_is_ordered():
    trace = Trace([changes(0), (0, Operation("starts", "start"), [0]), changes(1)], {1: (0, 2)}, homes=HOMES)

    assert [] == races(trace)


def test_what_is_done_after_a_start_races_with_the_started():
    trace = Trace([(0, Operation("starts", "start"), [0]), changes(0), changes(1)], {1: (0, 1)}, homes=HOMES)

    assert [Race(1, 2)] == races(trace)
