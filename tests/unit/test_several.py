"""Several things named in one sentence."""

import pytest

from grader.several import listed, the_first


@pytest.mark.parametrize(
    ("names", "told"),
    [([], "nothing"), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")],
)
def test_all_are_named_and_the_last_is_told_apart(names, told):
    assert told == listed(names, "or")


@pytest.mark.parametrize(("names", "told"), [(["a", "b"], "a, b"), (["a", "b", "c"], "a, b and 1 more")])
def test_of_many_the_first_are_named_and_the_others_counted(names, told):
    assert told == the_first(2, names)
