"""Exhaustive search must meet every ending that brute force meets: a missed one would be a false proof."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.interleave.operations import dependent
from grader.interleave.strategies.dpor import Dpor, _at
from tests.support.toy import Everything, endings

pytestmark = pytest.mark.slow  # the same on every interpreter

INCREMENT = [("r", "n"), ("w", "n")]
LOCKED = [("acq", "l"), *INCREMENT, ("rel", "l")]


def test_a_lost_update_is_met():
    found, _, complete = endings([INCREMENT, INCREMENT], Dpor())

    assert complete
    assert endings([INCREMENT, INCREMENT], Everything())[0] == found


def test_two_locked_updates_need_two_schedules():
    found, count, complete = endings([LOCKED, LOCKED], Dpor())

    assert complete
    assert (2, 2) == (len(found), count)


def test_independent_actors_need_one_schedule():
    _, count, complete = endings([[("w", "a"), ("w", "b")], [("w", "c"), ("w", "d")]], Dpor())

    assert complete
    assert 1 == count


def test_crossed_locks_deadlock():
    one = [("acq", "a"), ("acq", "b"), ("rel", "b"), ("rel", "a")]
    other = [("acq", "b"), ("acq", "a"), ("rel", "a"), ("rel", "b")]

    found, _, _ = endings([one, other], Dpor())

    assert {"deadlock", "finished"} == {ending[0] for ending in found}


def test_a_semaphore_is_no_lock():
    """Acquire can change places with an acquire that a release lies between: the counter may exceed one."""
    program = [[("down", "s"), ("w", "n"), ("up", "s")], [("up", "s")], [("down", "s"), ("r", "n")]]

    assert endings(program, Everything())[0] == endings(program, Dpor())[0]


def test_what_a_blocked_actor_was_about_to_do_counts():
    program = [[("get", "q"), ("w", "n")], [("get", "q")], [("put", "q")]]

    assert endings(program, Everything())[0] == endings(program, Dpor())[0]


def test_who_is_blocked_where_the_rest_is_covered_counts():
    """Found by search: with sleep sets a lock was only ever seen taken by the first."""
    program = [[("acq", "y")], [("down", "x"), ("rel", "y")], [("rel", "y")], [("acq", "y"), ("down", "x")]]

    assert endings(program, Everything())[0] == endings(program, Dpor())[0]


def test_different_items_of_one_list_are_independent():
    _, count, complete = endings([[("wi", "x", 0)], [("wi", "x", 1)], [("ri", "y", 0)]], Dpor())

    assert complete
    assert 1 == count


def test_exit_cuts_off_at_every_point():
    program = [[("w", "a"), ("exit",)], [("w", "b"), ("w", "c")]]

    assert endings(program, Everything())[0] == endings(program, Dpor())[0]


def test_a_wait_that_times_out_may_be_served_in_another_order():
    program = [[("try", "q"), ("w", "n")], [("get", "q")], [("put", "q"), ("w", "n")]]

    assert endings(program, Everything())[0] == endings(program, Dpor())[0]


NAMES = st.sampled_from(["x", "y"])
INSTRUCTION = st.one_of(
    st.tuples(st.sampled_from(["r", "w", "w", "up", "down", "down", "give", "put", "get", "try", "acq", "rel"]), NAMES),
    st.tuples(st.sampled_from(["push", "push", "pull", "poll", "none"]), st.just("f")),
    st.tuples(st.sampled_from(["ri", "wi"]), NAMES, st.integers(0, 1)),
    st.tuples(st.just("guarded"), NAMES, NAMES),
)


def scoped(name, inner):
    return [("acq", name), *inner, ("rel", name)]


PART = st.one_of(
    INSTRUCTION.map(lambda i: [i]),
    st.builds(scoped, NAMES, st.lists(INSTRUCTION.filter(lambda i: i[0] in "rw"), max_size=2)),
)
ACTOR = st.lists(PART, max_size=3).map(lambda parts: [i for part in parts for i in part][:5])


def test_a_producer_and_a_consumer_need_one_schedule():
    """The n-th item in and the m-th out change places: whoever gets it, it is there."""
    _, count, complete = endings([[("push", "f")] * 4, [("pull", "f")] * 4], Dpor())

    assert complete
    assert 1 == count


def test_giving_back_does_not_conflict():
    _, count, complete = endings([[("give", "s")], [("give", "s")], [("give", "s")]], Dpor())

    assert complete
    assert 1 == count


@st.composite
def programs(draw):
    actors = draw(st.lists(ACTOR, min_size=2, max_size=3))
    if draw(st.booleans()):
        child = len(actors) - 1
        main = actors[0]
        at = draw(st.integers(0, len(main)))
        main[at:at] = [("start", child)]
        if draw(st.booleans()):
            main.append(("join", child))
    if draw(st.booleans()):
        actors[0].append(("exit",))
    return actors


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(programs())
def test_no_ending_is_missed(program):
    every, _, ended = endings(program, Everything(), limit=4_000)
    if not ended:
        return
    strategy = Dpor()
    found, _, complete = endings(program, strategy)

    assert complete
    assert every == found or (strategy.lacks_early and found <= every)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(programs())
def test_reduction_never_runs_more_schedules_than_there_are(program):
    _, brute, ended = endings(program, Everything(), limit=2_000)
    if not ended:
        return
    _, count, _ = endings(program, Dpor())

    assert count <= brute


def test_a_run_that_is_too_long_to_look_for_races_ends_the_search_without_a_proof(monkeypatch):
    monkeypatch.setattr("grader.interleave.strategies.dpor.LONGEST", 3)
    strategy = Dpor()

    _, count, _ = endings([LOCKED, LOCKED], strategy)

    assert (1, True, False) == (count, strategy.given_up, strategy.finished)


def test_who_only_looks_at_a_lock_is_not_compared_with_everybody_who_did(monkeypatch):
    asked = []
    for module in ("dpor", "straight_on"):
        name = f"grader.interleave.strategies.{module}.dependent"
        monkeypatch.setattr(name, lambda *acts: asked.append(acts) or dependent(*acts))

    _, count, complete = endings([[("guarded", f"{actor}{i}", "l") for i in range(40)] for actor in "ab"], Dpor())

    assert (1, True) == (count, complete)
    assert not asked


def test_races_are_looked_for_until_the_time_is_over_and_then_nothing_is_proved():
    strategy = Dpor(is_late=lambda: True)

    _, count, _ = endings([LOCKED, LOCKED], strategy)

    assert (1, True, False) == (count, strategy.given_up, strategy.finished)


def test_who_could_begin_is_sought_until_one_is_found_that_was_asked_for(monkeypatch):
    """In a run of many actors each act races with very many, and mostly nobody new is to be tried."""
    looked = []
    monkeypatch.setattr("grader.interleave.strategies.dpor._at", lambda *of: looked.append(of) or _at(*of))

    endings([[("w", str(actor)), ("acq", "l"), ("rel", "l")] for actor in range(40)], Dpor(), limit=1)

    assert 0 < len(looked) < 10_000
