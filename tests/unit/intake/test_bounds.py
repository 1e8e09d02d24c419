"""Sizes in words."""

import pytest

from grader.intake.bounds import MIB, in_words


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 bytes"), (1023, "1023 bytes"), (1024, "1.0 KB"), (1536, "1.5 KB"), (MIB, "1.0 MB"), (16 * MIB, "16.0 MB")],
)
def test_sizes_are_told_as_people_do(size, words):
    assert words == in_words(size)
