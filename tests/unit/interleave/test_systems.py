"""What the library has twice, for this system and for others, is known on each."""

import pytest

from grader.interleave.instrument.known import Manner
from grader.interleave.instrument.manners import manner_of_name


@pytest.mark.parametrize(("here", "elsewhere"), [("posix", "nt"), ("posixpath", "ntpath")])
@pytest.mark.parametrize("name", ["getcwd", "listdir", "join", "realpath"])
def test_a_function_is_the_same_on_windows(here, elsewhere, name):
    assert manner_of_name(here, name) is manner_of_name(elsewhere, name)


def test_where_one_is_can_be_asked_anywhere():
    assert Manner.FREE is manner_of_name("nt", "getcwd")
