"""Everybody at the same pace."""

from grader.interleave.strategies.in_turn import HEAD_START, InTurn


def test_the_first_actor_goes_on_so_that_it_starts_the_others():
    assert 0 == InTurn().choose(2, [0, 1, 2], [])


def test_the_others_take_one_step_each():
    assert [2, 3, 1] == [InTurn().choose(current, [1, 2, 3], []) for current in (1, 2, 3)]


def test_who_cannot_go_on_is_passed_over():
    assert 3 == InTurn().choose(1, [1, 3], [])


def test_a_first_actor_that_waits_busily_comes_in_turn():
    turns = InTurn()
    alone = [turns.choose(0, [0, 1, 2], []) for _ in range(HEAD_START)]

    assert {0} == set(alone)
    assert [1, 2, 0, 1] == [turns.choose(current, [0, 1, 2], []) for current in (0, 1, 2, 0)]
