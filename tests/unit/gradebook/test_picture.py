"""A class as plain data."""

from datetime import UTC, datetime
from decimal import Decimal

from grader.gradebook.picture import Picture, Row

NOW = datetime(2030, 1, 10, tzinfo=UTC)


def a_row(author, digest="", *, exercise="add-lock", points=Decimal(10)):
    return Row(author, exercise, points, Decimal(10), None, None, NOW, digest=digest)


def a_picture(*rows):
    return Picture("Concurrency", NOW, (), rows)


def test_a_grade_of_nought_is_a_grade():
    assert not a_row("ann", points=Decimal(0)).withheld
    assert a_row("ann", points=None).withheld
