"""A class as plain data."""

from datetime import UTC, datetime
from decimal import Decimal

from grader.gradebook.picture import Picture, Row

NOW = datetime(2030, 1, 10, tzinfo=UTC)


def a_row(author, digest="", *, exercise="add-lock", points=Decimal(10)):
    return Row(author, exercise, points, Decimal(10), None, None, NOW, digest=digest)


def a_picture(*rows):
    return Picture("Concurrency", NOW, (), rows)


def test_rows_of_one_digest_are_the_same_submission():
    ann, ben, cleo = a_row("ann", "d1"), a_row("ben", "d2"), a_row("cleo", "d1")

    assert {("add-lock", "d1"): (ann, cleo)} == a_picture(ann, ben, cleo).by_digest()


def test_equal_files_in_two_exercises_are_two_submissions():
    ann, same = a_row("ann", "d1"), a_row("ann", "d1", exercise="fix-typo")

    assert {} == a_picture(ann, same).by_digest()


def test_what_never_became_a_submission_is_like_nothing_else():
    assert {} == a_picture(a_row("ann"), a_row("ben")).by_digest()


def test_a_grade_of_nought_is_a_grade():
    assert not a_row("ann", points=Decimal(0)).withheld
    assert a_row("ann", points=None).withheld
