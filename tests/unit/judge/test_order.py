"""Checks run as written, except that needs go first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.judge.order import Cycle, arrange


def test_without_needs_nothing_moves():
    assert ["c", "a", "b"] == arrange(["c", "a", "b"], {})


def test_needs_move_up_and_no_further():
    assert ["a", "d", "c", "b"] == arrange(["a", "b", "c", "d"], {"b": ["c"], "c": ["d"]})


def test_unknown_needs_are_no_concern_of_the_order():
    assert ["a"] == arrange(["a"], {"a": ["elsewhere"]})


def test_a_circle_is_named():
    with pytest.raises(Cycle) as caught:
        arrange(["x", "a", "b", "c"], {"x": ["a"], "a": ["b"], "b": ["c"], "c": ["a"]})

    assert ("a", "b", "c", "a") == caught.value.names
    assert "a -> b -> c -> a" == str(caught.value)


@given(st.permutations(range(8)), st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7))))
def test_every_need_stands_before_what_needs_it(order, pairs):
    names = [str(number) for number in order]
    needs = {}
    for one, other in pairs:
        if one < other:  # no circles
            needs.setdefault(str(other), []).append(str(one))
    arranged = arrange(names, needs)

    assert sorted(names) == sorted(arranged)
    for name, needed in needs.items():
        for need in needed:
            assert arranged.index(need) < arranged.index(name)
    assert arranged == arrange(arranged, needs)
