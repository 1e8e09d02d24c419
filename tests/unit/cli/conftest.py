"""A gradebook in a file."""

import pytest

from grader.gradebook.book import Gradebook


@pytest.fixture
def book(tmp_path):
    with Gradebook(tmp_path / "gradebook.sqlite") as book:
        yield book
