"""A course as plain data."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from grader.course import Course, Exercise

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2030, 1, 10, 12)


def a_course(due, timezone=None):
    exercises = {"a": Exercise("a", "A", Path(), "a.py"), "b": Exercise("b", "B", Path(), "b.py", due=due)}
    return Course(Path(), "C", exercises, timezone=timezone)


def test_a_time_on_the_wall_is_in_the_zone_of_the_due_dates():
    assert NOON.replace(tzinfo=BERLIN) == a_course(datetime(2030, 1, 1, tzinfo=BERLIN)).on_the_wall(NOON)


def test_the_zone_that_a_course_names_counts_before_that_of_a_due_date():
    """An offset on one date says nothing of what clocks show in summer."""
    course = a_course(datetime(2030, 1, 1, tzinfo=timezone(timedelta(hours=1))), timezone=BERLIN)

    assert datetime(2030, 7, 10, 10, tzinfo=UTC) == course.on_the_wall(datetime(2030, 7, 10, 12))


def test_the_zone_that_a_course_names_needs_no_due_date():
    assert NOON.replace(tzinfo=BERLIN) == a_course(None, timezone=BERLIN).on_the_wall(NOON)


def test_a_time_that_names_its_zone_keeps_it():
    there = NOON.replace(tzinfo=UTC)

    assert there == a_course(datetime(2030, 1, 1, tzinfo=BERLIN)).on_the_wall(there)


def test_without_due_dates_the_wall_is_this_machines():
    assert NOON.astimezone() == a_course(None).on_the_wall(NOON)
