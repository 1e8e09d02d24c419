"""Who may read what: hidden stays hidden, whatever happened there."""

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.feedback.audience import (
    BROKEN,
    INSTRUCTOR,
    NOT_YOUR_FAULT,
    UNDER_REVIEW,
    readable,
    remaining,
    student,
    when,
)
from grader.report import Alone, Explored, Outcome, RowResult, Unseen, Visibility, encode
from tests.support.reports import NOW, a_check, a_lost_update, a_race, a_report, at

BEFORE_DUE = student(due=NOW + timedelta(days=1), now=NOW)
AFTER_DUE = student(due=NOW - timedelta(days=1), now=NOW)
PUBLISHED = student(due=NOW, published=NOW, now=NOW)


def test_instructors_read_everything():
    report = a_report(a_lost_update(visibility=Visibility.HIDDEN, detail="assert 1 == 2"), review=("forged frame",))

    assert report is readable(report, INSTRUCTOR)


@pytest.mark.parametrize(
    ("visibility", "before_due", "after_due", "published"),
    [
        ("visible", True, True, True),
        ("after_due_date", False, True, True),
        ("after_published", False, False, True),
        ("hidden", False, False, False),
    ],
)
def test_a_check_is_shown_when_its_time_has_come(visibility, before_due, after_due, published):
    report = a_report(a_check(visibility=Visibility(visibility)))
    shown = [len(readable(report, reader).checks) == 1 for reader in (BEFORE_DUE, AFTER_DUE, PUBLISHED)]

    assert [before_due, after_due, published] == shown


def test_without_a_due_date_nothing_that_waits_for_one_is_shown():
    assert not student(due=None, now=NOW).sees(Visibility.AFTER_DUE_DATE)


def test_an_explanation_is_seen_with_its_check_and_not_before():
    """Where the check itself is broken it explains nothing: nobody knows whether it would be right."""
    report = a_report(a_check(visibility=Visibility.AFTER_DUE_DATE, explanation="Both read 0."))
    broken = a_report(
        a_check(outcome="broken", explanation="Both read 0.", hint="Take a lock."), outcome="withheld", fault="course"
    )

    assert b"Both read 0." not in encode(readable(report, BEFORE_DUE))
    assert "Both read 0." == readable(report, AFTER_DUE).checks[0].explanation
    assert None is readable(broken, AFTER_DUE).checks[0].explanation
    assert None is readable(broken, AFTER_DUE).checks[0].hint


def test_totals_are_those_of_the_checks_that_are_seen():
    report = a_report(a_check(worth=2.0), a_lost_update(visibility=Visibility.HIDDEN))

    seen = readable(report, BEFORE_DUE)

    assert (2.0, 2.0) == (seen.points, seen.max_points)
    assert ("1 more check is hidden.",) == seen.notices


def test_what_comes_later_is_announced_without_a_name():
    report = a_report(
        a_check("A secret.", id="a", visibility=Visibility.AFTER_DUE_DATE),
        a_check("Another.", id="b", visibility=Visibility.AFTER_DUE_DATE),
        a_check("A third.", id="c", visibility=Visibility.AFTER_PUBLISHED),
    )

    assert (
        "2 more checks are shown after the due date.",
        "1 more check is shown when the grades are published.",
    ) == readable(report, BEFORE_DUE).notices


def test_a_check_that_needs_a_hidden_one_is_hidden_too():
    """That it was skipped would tell that the hidden one failed; so it never is shown."""
    hidden = a_check("First.", id="first", visibility=Visibility.HIDDEN)
    between = a_check("Between.", id="between", needs=("first",))
    last = a_check("Last.", id="last", needs=("between",))

    assert () == readable(a_report(hidden, between, last), BEFORE_DUE).checks


def test_what_needs_a_check_for_later_waits_as_that_does():
    later = a_check("Later.", id="later", visibility=Visibility.AFTER_PUBLISHED)
    due = a_check("Due.", id="due", visibility=Visibility.AFTER_DUE_DATE, needs=("later",))
    report = a_report(later, due, a_check("Plain.", id="plain", needs=("later",)))

    assert [
        "2 more checks are shown when the grades are published.",
        "1 more check is hidden.",
    ] == remaining(report, BEFORE_DUE)
    assert ["3 more checks are shown when the grades are published."] == remaining(report, AFTER_DUE)


def test_the_worth_is_told_of_what_will_be_shown_and_of_nothing_that_stays_hidden():
    later = a_check("Later.", id="later", visibility=Visibility.AFTER_DUE_DATE, worth=4.0)
    extra = a_check("Extra.", id="extra", visibility=Visibility.AFTER_DUE_DATE, worth=1.0, bonus=True)
    hidden = a_check("Hidden.", id="hidden", visibility=Visibility.HIDDEN, worth=3.0)

    assert Unseen(checks=2, points=4.0) == readable(a_report(a_check(), later, extra), BEFORE_DUE).unseen
    assert Unseen(checks=2, points=None) == readable(a_report(a_check(), later, hidden), BEFORE_DUE).unseen
    assert None is readable(a_report(a_check(), later), AFTER_DUE).unseen
    assert None is readable(a_report(a_check(), hidden), INSTRUCTOR).unseen


@given(st.sampled_from(["passed", "failed", "timed_out", "crashed", "skipped"]), st.floats(0, 4))
def test_how_it_went_stays_untold_of_what_will_be_shown_too(outcome, points):
    kept = a_check("Later.", id="later", visibility=Visibility.AFTER_DUE_DATE, worth=4.0)
    went = a_check(
        "Later.", id="later", visibility=Visibility.AFTER_DUE_DATE, worth=4.0, outcome=outcome, points=points
    )

    assert encode(readable(a_report(kept), BEFORE_DUE)) == encode(readable(a_report(went), BEFORE_DUE))


def test_needs_may_run_in_a_circle():
    checks = a_check("A.", id="a", needs=("b",)), a_check("B.", id="b", needs=("a", "gone"))

    assert 2 == len(readable(a_report(*checks), BEFORE_DUE).checks)


HIDDEN_RESULTS = st.builds(
    a_check,
    st.text(max_size=9),
    id=st.just("hidden"),
    outcome=st.sampled_from([outcome for outcome in Outcome if outcome is not Outcome.BROKEN]),
    worth=st.floats(0, 9),
    visibility=st.just(Visibility.HIDDEN),
    rationale=st.none() | st.text(max_size=9),
    detail=st.none() | st.text(max_size=9),
    duration_s=st.floats(0, 9),
    explored=st.none() | st.just(Explored(schedules=3, proved="nothing fails", controlled=True)),
)


@given(HIDDEN_RESULTS, HIDDEN_RESULTS, st.integers(0, 99), st.integers(0, 99))
def test_nothing_of_a_hidden_check_reaches_a_student(one, other, seed, another_seed):
    """Two reports that differ in a hidden check alone are one document to a student."""
    seen = [
        encode(readable(a_report(a_check(), check, seed=drawn, duration_s=check.duration_s), BEFORE_DUE))
        for check, drawn in ((one, seed), (other, another_seed))
    ]

    assert seen[0] == seen[1]


def test_students_never_read_what_is_meant_for_the_instructor():
    report = a_report(a_lost_update(detail="assert 1 == 2  # in the hidden suite"))

    (check,) = readable(report, BEFORE_DUE).checks

    assert check.detail is None
    assert check.witness.steps == a_race().steps


@pytest.mark.parametrize(
    ("alone", "stays"),
    [
        (None, False),
        (Alone(observe=(), args=()), True),
        (Alone(observe=("total", "number.value"), args=("3", "a b")), True),
        (Alone(observe=("total == 42",), args=()), False),
    ],
)
def test_a_command_that_takes_the_hidden_check_stands_on_no_students_page(alone, stays):
    """And what a suite evaluates may say what it expects."""
    report = a_report(a_lost_update(msgspec.structs.replace(a_race(), alone=alone)))

    (check,) = readable(report, BEFORE_DUE).checks

    assert check.witness.steps == a_race().steps
    assert stays == bool(check.witness.token)
    assert stays == (check.witness.alone is not None)


def test_a_broken_suite_is_not_the_students_fault():
    broken = a_check(outcome="broken", rationale="NameError in the suite", detail="Traceback", location=at(3))
    report = a_report(broken, outcome="withheld", reason="test_one failed: NameError", fault="course")

    seen = readable(report, BEFORE_DUE)

    assert (NOT_YOUR_FAULT, None) == (seen.reason, seen.points)
    assert (BROKEN, None, None) == (seen.checks[0].rationale, seen.checks[0].detail, seen.checks[0].location)


def test_students_read_why_their_own_delivery_was_refused():
    report = a_report(outcome="withheld", reason="add_lock.ipynb is no notebook: …", fault="delivery")

    assert "add_lock.ipynb is no notebook: …" == readable(report, BEFORE_DUE).reason


def test_students_read_what_in_their_program_cannot_be_followed():
    why = "This cannot be judged: the program uses os.system (line 4)."
    report = a_report(
        a_check(outcome="broken", rationale=why), outcome="withheld", reason="It cannot be followed.", fault="program"
    )
    seen = readable(report, AFTER_DUE)

    assert ("It cannot be followed.", why) == (seen.reason, seen.checks[0].rationale)


def test_a_reason_of_unknown_fault_stays_with_the_instructor():
    report = a_report(outcome="withheld", reason="secret")

    assert NOT_YOUR_FAULT == readable(report, BEFORE_DUE).reason


def test_evidence_of_tampering_goes_to_the_instructor_alone():
    report = a_report(a_check(), outcome="withheld", reason="a frame was forged", review=("frame 7 has no seal",))

    seen = readable(report, BEFORE_DUE)

    assert (UNDER_REVIEW, (), ()) == (seen.reason, seen.review, seen.checks)
    assert b"frame" not in encode(seen)


def test_points_add_up_exactly():
    thirds = [a_check(f"{i}", id=f"{i}", worth=0.1) for i in range(3)]

    assert 0.3 == readable(a_report(*thirds), BEFORE_DUE).points


def test_what_is_read_is_a_report_again():
    seen = readable(a_report(a_check(), a_lost_update(bonus=True)), BEFORE_DUE)

    assert seen == msgspec.json.decode(encode(seen), type=type(seen))
    assert 2.0 == seen.max_points


def test_what_waits_for_two_moments_is_hidden():
    """An LMS has one word for each check: the strictest that never shows too early."""
    report = a_report(
        a_check("A", id="a", visibility=Visibility.AFTER_DUE_DATE),
        a_check("B", id="b", needs=("a",)),
        a_check("C", id="c", visibility=Visibility.AFTER_PUBLISHED, needs=("b",)),
        a_check("D", id="d"),
    )

    assert ["after_due_date", "after_due_date", "hidden", "visible"] == [when(check, report) for check in report.checks]
    held = msgspec.structs.replace(report, review=("forged",))
    assert {"hidden"} == {when(check, held) for check in held.checks}


@pytest.mark.parametrize("reader", [BEFORE_DUE, AFTER_DUE, PUBLISHED], ids=["before", "after", "published"])
@given(
    st.lists(st.sampled_from(list(Visibility)), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=3),
)
def test_an_lms_never_shows_more_than_a_page_would(reader, visibilities, needs):
    checks = [
        a_check(f"C{n}", id=f"c{n}", visibility=v, needs=tuple(f"c{b}" for a, b in needs if a == n and b < n))
        for n, v in enumerate(visibilities)
    ]
    report = a_report(*checks)
    shown = {check.id for check in report.checks if reader.sees(when(check, report))}

    assert shown <= {check.id for check in readable(report, reader).checks}


def test_a_student_reads_that_hidden_checks_wait():
    report = a_report(outcome="withheld", reason="The hidden checks wait.", fault="pending")

    assert "The hidden checks wait." == readable(report, BEFORE_DUE).reason


def test_what_remains_is_counted_without_a_word_about_it():
    report = a_report(a_check("A"), a_check("B", visibility=Visibility.HIDDEN))

    assert ["1 more check is hidden."] == remaining(report, BEFORE_DUE)
    assert [] == remaining(msgspec.structs.replace(report, fault="review"), BEFORE_DUE)


def test_a_file_of_the_suite_that_cannot_be_read_is_no_check_that_remains():
    unread = a_check(outcome="broken", worth=0.0, visibility=Visibility.HIDDEN)
    report = a_report(unread, outcome="withheld", fault="course")

    assert [] == remaining(report, BEFORE_DUE)
    assert () == readable(report, BEFORE_DUE).notices


def test_rows_tell_a_student_nothing_of_hidden_checks():
    visible, hidden = a_check(id="test_a"), a_check(id="test_b", visibility=Visibility.HIDDEN)
    report = a_report(visible, hidden, rows=(RowResult(start_method="fork", lost=("test_a", "test_b")),))

    assert ("test_a",) == readable(report, student(due=None, now=NOW)).rows[0].lost
    assert ("test_a", "test_b") == readable(report, INSTRUCTOR).rows[0].lost
