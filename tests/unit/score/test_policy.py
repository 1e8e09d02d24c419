"""What a policy does to points."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import score
from grader.course import LatePolicy
from grader.score import HandedIn, Policy, late
from tests.support.evidence import a_finding, an_evidence

DUE = datetime(2030, 1, 1, tzinfo=UTC)


def a_report(earned=100, *, of=None):
    """A report of two checks: one passed, and one failed for what is missing."""
    missing = Decimal(str(of if of is not None else earned)) - Decimal(str(earned))
    return score.report(
        an_evidence(a_finding("test_a", points=earned), a_finding("test_b", points=missing, outcome="failed"))
    )


def a_submission(days_late=0, **more):
    """When something was handed in."""
    return HandedIn(at=DUE + timedelta(days=days_late, **more), due=DUE)


def test_in_time_nothing_is_taken():
    assert 100 == score.apply(late(per_day=10), a_report(), a_submission()).points


def test_lateness_is_charged_once():
    """Two policies may both notice that it is late; the author pays once."""
    policy = late(per_day=10) + late(per_day=10)

    grade = score.apply(policy, a_report(earned=100), a_submission(days_late=1))

    assert 90 == grade.points


def test_the_stricter_of_two_policies_holds():
    assert Policy(Decimal(20), Decimal(50)) == late(per_day=10, cap=50) + late(per_day=20, cap=40)
    assert late(per_day=10, cap=50) == Policy() + late(per_day=10, cap=50)
    assert late(per_day=10, cap=50) == late(per_day=10, cap=50) + Policy()
    assert Policy() == Policy() + Policy()


@pytest.mark.parametrize(("late_by", "days"), [(-5, 0), (0, 0), (1, 1), (86_399, 1), (86_400, 1), (86_401, 2)])
def test_a_day_that_has_begun_counts(late_by, days):
    assert days == a_submission(seconds=late_by).days_late


@pytest.mark.parametrize(
    ("due", "at", "days"),
    [
        ("2030-10-26 12:00", "2030-10-27 11:00+00:00", 1),  # 25 hours later it is noon again
        ("2030-10-26 12:00", "2030-10-27 11:01+00:00", 2),
        ("2030-03-30 12:00", "2030-03-31 10:00+00:00", 1),  # and here 23
        ("2030-03-30 12:00", "2030-03-31 10:01+00:00", 2),
        ("2030-10-27 02:30", "2030-10-27 00:30+00:00", 0),  # the first half past two of that night
        ("2030-10-27 02:30", "2030-10-27 01:20+00:00", 1),  # 02:20, for the second time
        ("2030-03-31 02:30", "2030-03-31 01:30+00:00", 0),  # which is half past three
        ("2030-03-31 02:30", "2030-03-31 01:31+00:00", 1),
    ],
)
def test_days_are_counted_by_the_clock_on_the_wall(due, at, days):
    berlin = ZoneInfo("Europe/Berlin")
    due, at = datetime.fromisoformat(due).replace(tzinfo=berlin), datetime.fromisoformat(at)

    assert [days, days] == [HandedIn(at=one, due=due).days_late for one in (at, at.astimezone(berlin))]


def test_times_without_a_zone_are_of_one_wall():
    due = datetime(2030, 1, 1, 12)

    assert [0, 1, 2] == [HandedIn(at=due + timedelta(hours=h), due=due).days_late for h in (0, 24, 25)]


def test_where_nothing_is_due_nothing_is_late():
    assert 0 == HandedIn(at=DUE).days_late == HandedIn(due=DUE).days_late


def test_the_percentage_is_of_what_was_earned_and_has_a_cap():
    policy = late(per_day=10, cap=25)
    points = [score.apply(policy, a_report(8, of=10), a_submission(days)).points for days in (0, 1, 2, 3, 40)]

    assert [Decimal("8.00"), Decimal("7.20"), Decimal("6.40"), Decimal("6.00"), Decimal("6.00")] == points


def test_halves_go_up_once_at_the_end():
    grade = score.apply(late(per_day=50), a_report("0.01"), a_submission(1))

    assert (Decimal("0.01"), Decimal("0.00")) == (grade.points, grade.taken)


def test_a_grade_says_how_it_came_about():
    grade = score.apply(late(per_day=10), a_report(8, of=10), a_submission(2))

    assert (Decimal("10.00"), 2, Decimal("1.60"), None) == (
        grade.max_points,
        grade.days_late,
        grade.taken,
        grade.reason,
    )


def test_what_is_withheld_stays_withheld():
    report = score.report(an_evidence())
    grade = score.apply(late(per_day=10), report, a_submission(2))

    assert (None, report.reason) == (grade.points, grade.reason)


def test_the_courses_own_policy():
    assert Policy() == Policy.of(None)
    assert Policy(Decimal("12.5"), Decimal(50)) == Policy.of(LatePolicy(per_day=12.5, cap=50.0))


@pytest.mark.parametrize(
    "rules", [{"per_day": -1}, {"per_day": 101}, {"per_day": 1, "cap": -1}, {"per_day": 1, "cap": 101}]
)
def test_percentages_are_percentages(rules):
    with pytest.raises(ValueError, match="late_per_day and late_cap are percentages, from 0 to 100"):
        late(**rules)


@given(
    st.decimals(0, 1000, places=2),
    st.decimals(0, 100, places=2),
    st.decimals(0, 100, places=2),
    st.integers(0, 400),
)
def test_lateness_never_gives_and_never_takes_more_than_there_is(earned, per_day, cap, days):
    policy = late(per_day=per_day, cap=cap)
    now, later = (score.apply(policy, a_report(earned), a_submission(late_by)) for late_by in (days, days + 1))

    assert 0 <= later.points <= now.points <= earned
    assert earned == now.points + now.taken
