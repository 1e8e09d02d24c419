"""The strategies that sample or bound: what they promise, on a toy machine."""

import pytest

from grader.interleave.strategies.dpor import Dpor
from grader.interleave.strategies.pct import Pct
from grader.interleave.strategies.preemption_bound import PreemptionBound
from grader.interleave.strategies.randomly import Randomly
from tests.support.toy import Everything, Machine, endings

INCREMENT = [("r", "n"), ("w", "n")]
LOST_UPDATE = [INCREMENT, INCREMENT]


@pytest.mark.parametrize("make", [lambda: Randomly(7, 50), lambda: Pct(7, 50)], ids=["random", "pct"])
def test_sampling_meets_the_lost_update_and_repeats_itself(make):
    found, count, _ = endings(LOST_UPDATE, make())

    assert 50 == count
    assert endings(LOST_UPDATE, Everything())[0] == found
    assert (found, count, True) == endings(LOST_UPDATE, make())


def test_without_forced_switches_actors_run_one_after_the_other():
    found, count, _ = endings(LOST_UPDATE, PreemptionBound(0))

    assert 2 == count  # either goes first
    assert found < endings(LOST_UPDATE, Everything())[0]


def test_one_forced_switch_loses_the_update():
    assert endings(LOST_UPDATE, Everything())[0] == endings(LOST_UPDATE, PreemptionBound(1))[0]


def test_a_bound_large_enough_is_brute_force():
    program = [[*INCREMENT, ("w", "m")], [("w", "m"), *INCREMENT]]
    every, brute, _ = endings(program, Everything())

    assert (every, brute, True) == endings(program, PreemptionBound(10))


@pytest.mark.parametrize("make", [Dpor, PreemptionBound])
def test_a_program_that_is_not_the_same_twice_is_noticed(make):
    """The second run lacks the actor that the first had: there is nothing to follow."""
    strategy = make()
    first = Machine([[], INCREMENT, INCREMENT], strategy.next())
    first.run()
    strategy.learn(first.history())
    second = Machine([INCREMENT, []], strategy.next())
    second.run()
    strategy.learn(second.history())

    assert strategy.diverged
    assert strategy.next() is None
    assert -1 == getattr(strategy, "complete", -1)
