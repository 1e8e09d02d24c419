"""The arithmetic of points: laws."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import score
from grader.score.points import half_up, split
from tests.support.evidence import a_finding, an_evidence

cents = st.integers(0, 10_000).map(lambda number: Decimal(number) / 100)
fractions = st.sampled_from([Fraction(part, whole) for whole in (1, 2, 3, 7, 10) for part in range(whole + 1)])
outcomes = st.sampled_from(["passed", "failed", "timed_out", "crashed", "skipped"])
awards = st.lists(st.tuples(fractions, st.just("why")), max_size=3)


@st.composite
def findings(draw):
    """Checks of some functions, each with some sets of parameters."""
    found = []
    for number in range(draw(st.integers(1, 5))):
        worth, bonus = draw(cents), draw(st.booleans())
        for variant in range(draw(st.integers(1, 4))):
            name = f"test_{number}[{variant}]"
            found.append(a_finding(name, points=worth, outcome=draw(outcomes), awards=draw(awards), bonus=bonus))
    return found


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [("0.005", "0.01"), ("0.0049", "0.00"), ("0.125", "0.13"), ("2.675", "2.68"), ("1", "1.00"), ("0", "0.00")],
)
def test_halves_go_up(exact, rounded):
    assert Decimal(rounded) == half_up(Fraction(exact))


def test_what_cannot_be_shared_evenly_goes_to_the_first():
    assert {"a": Decimal("0.34"), "b": Decimal("0.33"), "c": Decimal("0.33")} == split(Decimal(1), ["c", "b", "a"])


@given(cents, st.sets(st.text(max_size=5), min_size=1))
def test_parts_sum_to_the_whole(whole, names):
    parts = split(whole, names)

    assert whole == sum(parts.values())
    assert max(parts.values()) - min(parts.values()) <= Decimal("0.01")


@settings(max_examples=50)
@given(findings())
def test_no_points_are_negative_and_none_above_their_maximum(found):
    report = score.report(an_evidence(*found))

    for check in report.checks:
        assert 0 <= check.points <= check.max_points
    bonus = sum(Decimal(str(check.points)) for check in report.checks if check.bonus)
    assert 0 <= Decimal(str(report.points)) - bonus <= Decimal(str(report.max_points))


@settings(max_examples=50)
@given(findings())
def test_totals_are_the_sums_of_what_is_shown(found):
    report = score.report(an_evidence(*found))

    assert Decimal(str(report.points)) == sum(Decimal(str(check.points)) for check in report.checks)
    assert Decimal(str(report.max_points)) == sum(
        (Decimal(str(check.max_points)) for check in report.checks if not check.bonus), Decimal(0)
    )


@settings(max_examples=50)
@given(findings())
def test_parameters_share_exactly_the_points_of_their_function(found):
    report = score.report(an_evidence(*found))
    for function in {finding["group"] for finding in found}:
        shares = [Decimal(str(check.max_points)) for check in report.checks if check.id.startswith(f"{function}[")]
        worth = next(finding["points"] for finding in found if finding["group"] == function)

        assert Decimal(worth) == sum(shares)


@settings(max_examples=50)
@given(findings(), st.randoms())
def test_the_order_of_checks_changes_nothing(found, random):
    mixed = found[:]
    random.shuffle(mixed)
    one, other = score.report(an_evidence(*found)), score.report(an_evidence(*mixed))

    assert (one.points, one.max_points) == (other.points, other.max_points)
    assert {check.id: check for check in one.checks} == {check.id: check for check in other.checks}


@settings(max_examples=50)
@given(findings())
def test_full_marks_for_all_passed(found):
    passed = [{**finding, "outcome": "passed", "awards": []} for finding in found]
    report = score.report(an_evidence(*passed))

    assert all(check.points == check.max_points for check in report.checks)


@settings(max_examples=50)
@given(findings(), st.integers(0, 100))
def test_one_broken_check_withholds_everything(found, index):
    found[index % len(found)]["outcome"] = "broken"
    report = score.report(an_evidence(*found))

    assert ("withheld", None) == (report.outcome, report.points)
    assert [None] == [check.points for check in report.checks if check.outcome == "broken"]
