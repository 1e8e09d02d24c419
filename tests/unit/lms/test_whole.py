"""Whole numbers: one factor for a suite, nothing ever rounded."""

from decimal import Decimal

import pytest

from grader.errors import GraderError
from grader.lms.whole import scale_of, whole
from tests.support.reports import a_check, a_report


def suite(tmp_path, text=""):
    (tmp_path / "test_x.py").write_text(text)
    return tmp_path


def test_whole_points_stay_as_they_are(tmp_path):
    assert 1 == scale_of(a_report(a_check(worth=2.0), a_check(worth=5.0)), suite(tmp_path))


def test_where_there_are_parts_of_points_everything_is_hundredths(tmp_path):
    assert 100 == scale_of(a_report(a_check(worth=2.5)), suite(tmp_path))
    assert 100 == scale_of(a_report(a_check(worth=2.0)), suite(tmp_path, "from grader.suite import award"))


def test_nothing_is_rounded():
    assert (750, 7) == (whole(Decimal("7.5"), 100), whole(Decimal("7.00"), 1))
    with pytest.raises(GraderError, match=r"7.5 points are no whole number"):
        whole(Decimal("7.5"), 1)
