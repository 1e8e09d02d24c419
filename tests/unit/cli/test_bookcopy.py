"""What is said of a copy of a gradebook."""

import io

import pytest

from grader.cli.book import FILE, Where
from grader.cli.bookcopy import copy
from grader.cli.console import Console
from grader.errors import UsageError
from grader.gradebook.book import Gradebook
from tests.support.gradebooks import COURSE, a_delivery, a_result, hand_in


def test_it_is_said_what_was_copied_and_which_one_is_used(tmp_path):
    said = io.StringIO()
    with Gradebook(tmp_path / FILE) as book:
        hand_in(book, a_delivery(), a_result())

    assert 0 == copy(Where(tmp_path), "backup.sqlite", Console(io.StringIO(), said, {}))

    assert f"Copied to {tmp_path / 'backup.sqlite'}: {COURSE}: 1 grade.\n" in said.getvalue()
    assert f"{tmp_path / FILE} is as it was. Used is the one that --gradebook names, else {FILE} in" in said.getvalue()
    with Gradebook(f"sqlite:///{tmp_path / 'backup.sqlite'}", anew=False) as backup:
        assert 1 == len(backup.entries(COURSE))
    with pytest.raises(UsageError, match="holds something already"):
        copy(Where(tmp_path), f"sqlite:///{tmp_path / FILE}", Console(io.StringIO(), said, {}))


def test_nothing_is_copied_from_where_nothing_is(tmp_path):
    with pytest.raises(UsageError, match="there is no gradebook in"):
        copy(Where(tmp_path), "backup.sqlite", Console(io.StringIO(), io.StringIO(), {}))
    assert not (tmp_path / "backup.sqlite").exists()
