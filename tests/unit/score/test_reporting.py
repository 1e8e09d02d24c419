"""From evidence to a report."""

import pytest

from grader import score
from grader.errors import GraderError
from grader.report import Outcome, Visibility
from tests.support.evidence import a_finding, an_evidence


def test_points_of_what_passed_are_earned():
    report = score.report(
        an_evidence(
            a_finding("test_a", points="2"),
            a_finding("test_b", points="5", outcome="failed", rationale="ended as 1"),
            a_finding("test_c", points="3"),
        )
    )

    assert ("judged", None, 5.0, 10.0) == (report.outcome, report.reason, report.points, report.max_points)
    assert [2.0, 0.0, 3.0] == [check.points for check in report.checks]


def test_bonus_counts_above_the_maximum():
    report = score.report(an_evidence(a_finding("test_a", points="4"), a_finding("test_b", points="1", bonus=True)))

    assert (5.0, 4.0) == (report.points, report.max_points)


def test_a_note_is_worth_nothing_and_shown():
    report = score.report(
        an_evidence(a_finding("test_a", points="4"), a_finding("test_b", points="0", outcome="failed"))
    )

    assert (4.0, 4.0, 2) == (report.points, report.max_points, len(report.checks))


def test_the_largest_award_counts_whatever_happened_after():
    awards = [("1/4", "a quarter"), ("1/2", "a half"), ("1/2", "half"), ("1/8", "less")]
    for outcome in ("failed", "timed_out", "crashed"):
        report = score.report(an_evidence(a_finding(points="3", outcome=outcome, awards=awards, rationale="it broke")))

        assert 1.5 == report.points
        assert "it broke\nPart of the points: half" == report.checks[0].rationale


def test_an_award_is_said_once():
    finding = a_finding(points="3", outcome="failed", awards=[("1/2", "half")], rationale="half")

    assert "half" == score.report(an_evidence(finding)).checks[0].rationale


def test_a_passed_check_that_awards_earns_what_it_awarded():
    for part, points in (("1", 3.0), ("1/2", 1.5)):
        assert points == score.report(an_evidence(a_finding(points="3", awards=[(part, "why")]))).points


def test_a_skipped_check_earns_nothing_even_if_it_awarded():
    assert 0.0 == score.report(an_evidence(a_finding(outcome="skipped", awards=[("1", "all")]))).points


def test_everything_known_about_a_check_is_carried_over():
    witness = {"token": "A7K2", "steps": [{"actor": "Thread-1", "file": "add_lock.py", "line": 12}]}
    check = score.report(
        an_evidence(
            a_finding(
                "test_race",
                outcome="failed",
                visibility="after_due_date",
                hint="Hold the lock.",
                location={"file": "add_lock.py", "line": 3, "cell": 2},
                witness=witness,
                explored={"schedules": 2, "proved": "", "controlled": True},
                needs=["test_one"],
                detail="assert 1 == 2",
                duration_s=0.25,
            )
        )
    ).checks[0]

    assert (Outcome.FAILED, Visibility.AFTER_DUE_DATE) == (check.outcome, check.visibility)
    assert ("add_lock.py", 3, 2) == (check.location.file, check.location.line, check.location.cell)
    assert ("A7K2", 12) == (check.witness.token, check.witness.steps[0].line)
    assert (2, ("test_one",), "Hold the lock.") == (check.explored.schedules, check.needs, check.hint)
    assert ("assert 1 == 2", 0.25) == (check.detail, check.duration_s)


def test_circumstances_are_carried_over():
    report = score.report(an_evidence(a_finding(), notices=["cell 2: %matplotlib was left out"]), author="ada")

    assert ("Concurrency", "add-lock", "ada", 7) == (report.course, report.exercise, report.author, report.seed)
    assert ("d" * 64, "add_lock.py", "5" * 64) == (
        report.submission.digest,
        report.submission.entry,
        report.suite.digest,
    )
    assert ("process", 4) == (report.environment.isolation, report.environment.cpus)
    assert ("cell 2: %matplotlib was left out",) == report.notices


def test_a_broken_check_withholds_and_is_named():
    report = score.report(an_evidence(a_finding("test_a"), a_finding("test_b", outcome="broken", fault="course")))

    assert ("withheld", None, 2.0) == (report.outcome, report.points, report.max_points)
    assert ("course", "The suite failed in test_b.") == (report.fault, report.reason)


def test_of_what_was_skipped_since_another_broke_nobody_knows_the_points():
    skipped = a_finding("test_b", outcome="skipped", fault="course"), a_finding("test_c", outcome="skipped")
    report = score.report(an_evidence(a_finding("test_a", outcome="broken", fault="course"), *skipped))

    assert [None, None, 0.0] == [check.points for check in report.checks]


def test_a_program_that_cannot_be_followed_is_nobodys_points():
    report = score.report(an_evidence(a_finding("test_a"), a_finding("test_b", outcome="broken", fault="program")))

    assert ("withheld", "program", None) == (report.outcome, report.fault, report.points)
    assert (
        report.reason == "The program does what the grader cannot follow. Where that is so, the check says what it is."
    )


def test_the_graders_own_fault_goes_before_the_suites():
    found = [a_finding(f"test_{n}", outcome="broken", fault="grader") for n in range(5)]
    report = score.report(an_evidence(a_finding("test_a", outcome="broken", fault="course"), *found))

    assert "grader" == report.fault
    assert "The grader could not run test_0, test_1, test_2 and 2 more." == report.reason


def test_what_a_check_needs_is_told_by_ids():
    report = score.report(
        an_evidence(
            a_finding("test_a[1]"),
            a_finding("TestB::test_b", group="test_b"),
            a_finding("test_c", needs=["test_a", "test_b"]),
        )
    )

    assert ("test_a[1]", "TestB::test_b") == report.checks[-1].needs


def test_tampering_is_held_for_review_with_its_evidence():
    report = score.report(
        an_evidence(a_finding("test_a"), a_finding("test_b", outcome="broken", tampering="frame 3 is forged"))
    )

    assert ("withheld", "review", ("frame 3 is forged",)) == (report.outcome, report.fault, report.review)
    assert report.reason.startswith("Held for review")


def test_a_suite_with_problems_withholds_and_shows_them_to_instructors():
    report = score.report(an_evidence(a_finding(), problems=[{"where": "test_b.py", "detail": "SyntaxError: line 3"}]))
    unread = report.checks[-1]

    assert ("course", "The suite could not be run: test_b.py.") == (report.fault, report.reason)
    assert ("test_b.py", Outcome.BROKEN, Visibility.HIDDEN) == (unread.id, unread.outcome, unread.visibility)
    assert (None, 0.0, "SyntaxError: line 3") == (unread.points, unread.max_points, unread.detail)


@pytest.mark.parametrize(
    ("which", "said"),
    [("suite", "The suite has no checks."), ("examples", "This exercise has no examples that could be run here.")],
)
def test_no_checks_are_no_marks(which, said):
    report = score.report(an_evidence(which=which))

    assert ("withheld", said) == (report.outcome, report.reason)


def test_what_was_never_judged_is_withheld_with_its_reason_and_what_there_was_to_earn():
    unheard = a_finding("test_a", points="4", outcome="broken"), a_finding("test_b", points="1", bonus=True)
    evidence = an_evidence(*unheard, notices=["examples only"])
    del evidence["grader"]["submission"]
    report = score.withheld(evidence, reason="not a notebook", entry="a.ipynb", author="ada", fault="delivery")

    assert ("withheld", "not a notebook", "delivery") == (report.outcome, report.reason, report.fault)
    assert (None, 4.0, ()) == (report.points, report.max_points, report.checks)
    assert ("a.ipynb", "ada", ("examples only",), 7) == (
        report.submission.entry,
        report.author,
        report.notices,
        report.seed,
    )


@pytest.mark.parametrize("document", [{}, {"grader": {}}, {**an_evidence(), "tests": [{"nodeid": "x"}]}])
def test_what_is_no_evidence_is_refused(document):
    with pytest.raises(GraderError, match="this is no evidence that can be scored: "):
        score.report(document)
