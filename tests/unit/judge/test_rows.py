"""One submission judged in several surroundings."""

from types import SimpleNamespace

import pytest

from grader import judge, score
from grader.course import Row
from grader.errors import AbsentError
from grader.judge.rows import Heard, record_of, together
from tests.support.courses import SLUG, Sandboxes, a_course, a_submission, checks_in

SUITE = """
    import pytest
    from grader.suite import needs, points

    @points(2)
    def test_a(submission):
        if submission.row in ("3.13 fork", "None fork"):
            raise KeyError("suite")
        assert submission.row != "3.12 fork", "not so"

    @points(1)
    @needs("test_a")
    def test_b(submission):
        if submission.row == "3.14 fork":
            pytest.exit("enough")
    """


def heard_in(root, matrix, absent=()):
    """The evidence of a submission that is judged so; versions that are `absent` are not on this machine."""

    def make(*, python=None, start_method=None, **_):
        if python in absent:
            raise AbsentError(f"Python {python} is not on this machine")
        return SimpleNamespace(row=f"{python} {start_method}")

    course = a_course(root, SUITE, limits=f"[matrix]\n{matrix}\n")
    setting = judge.Setting(course, course.exercise(SLUG))
    return judge.run(setting, judge.Job(a_submission(), Sandboxes(make), seed=1))


def a_test(**found):
    return {"metadata": {"grader": found}}


def rows_of(evidence):
    return [(row["python"], row["start_method"], row["absent"], row["lost"]) for row in evidence["grader"]["rows"]]


def test_without_a_matrix_nothing_is_said_of_rows(tmp_path):
    evidence = heard_in(tmp_path, "")

    assert "rows" not in evidence["grader"]
    assert () == score.report(evidence).rows


def test_a_check_passes_where_it_passes_in_each(tmp_path):
    evidence = heard_in(tmp_path, 'start_methods = ["spawn", "forkserver"]')

    assert [(None, "spawn", None, []), (None, "forkserver", None, [])] == rows_of(evidence)
    assert 3.0 == score.report(evidence).points


def test_where_it_was_lost_is_said(tmp_path):
    evidence = heard_in(tmp_path, 'python = ["3.11", "3.12"]\nstart_methods = ["spawn", "fork"]')
    found = checks_in(evidence)

    assert [[], [], [], ["test_a", "test_b"]] == [row[3] for row in rows_of(evidence)]
    assert "Python 3.12, fork: not so" == found["test_a"]["rationale"]
    assert ("skipped", "Skipped until this is right: “A”") == (found["test_b"]["outcome"], found["test_b"]["rationale"])
    assert 0.0 == score.report(evidence).points


def test_what_is_the_same_everywhere_is_not_put_down_to_a_row(tmp_path):
    evidence = heard_in(tmp_path, 'python = ["3.12"]\nstart_methods = ["fork"]')

    assert "not so" == checks_in(evidence)["test_a"]["rationale"]


def test_what_is_broken_in_one_row_withholds_the_whole(tmp_path):
    evidence = heard_in(tmp_path, 'python = ["3.12", "3.13"]\nstart_methods = ["fork"]')
    report = score.report(evidence)

    assert ("withheld", "course") == (report.outcome, report.fault)
    assert checks_in(evidence)["test_a"]["rationale"].startswith("Python 3.13, fork: The suite failed here")


def test_evidence_of_one_row_is_kept_beside_what_is_broken_in_another():
    told = [("broken", None), ("broken", "frame 3 is forged"), ("failed", None)]
    heard = [
        Heard(
            Row(None, method),
            tests=[a_test(id="test_a", outcome=outcome, tampering=tampering, rationale=None, duration_s=0.5)],
        )
        for method, (outcome, tampering) in zip(("spawn", "fork", "forkserver"), told, strict=True)
    ]

    (found,) = map(record_of, together(heard))
    assert ("frame 3 is forged", 1.5) == (found["tampering"], found["duration_s"])


def test_absent_rows_are_said_and_not_skipped_silently(tmp_path):
    evidence = heard_in(tmp_path, 'python = ["3.99", "3.11"]', absent=["3.99"])
    report = score.report(evidence)

    assert [("3.99", None, "Python 3.99 is not on this machine", []), ("3.11", None, None, [])] == rows_of(evidence)
    assert ("Python 3.99 is not on this machine", None) == tuple(row.absent for row in report.rows)
    assert 3.0 == report.points


def test_with_every_row_absent_the_grade_is_withheld(tmp_path):
    evidence = heard_in(tmp_path, 'python = ["3.98", "3.99"]', absent=["3.98", "3.99"])
    report = score.report(evidence)

    assert ("withheld", "grader", None) == (report.outcome, report.fault, report.points)
    assert "this machine has none of the interpreters that the exercise asks for" == report.checks[0].rationale


def test_a_session_that_a_suite_ends_in_one_row(tmp_path):
    evidence = heard_in(tmp_path, 'python = ["3.11", "3.14"]\nstart_methods = ["fork"]')

    assert ["passed", "broken"] == [check["outcome"] for check in checks_in(evidence).values()]
    assert "withheld" == score.report(evidence).outcome


@pytest.mark.parametrize("until_lost", [True, False])
def test_durations_of_rows_add_up(tmp_path, until_lost):
    course = a_course(tmp_path, SUITE, limits='[matrix]\nstart_methods = ["spawn", "forkserver"]\n')
    setting = judge.Setting(course, course.exercise(SLUG))
    sandbox = Sandboxes(lambda **given: SimpleNamespace(row="", **given))
    heard = []
    judge.stream(setting, [judge.Job(a_submission(), sandbox, 1, until_lost=until_lost)] * 2, heard.append)

    assert all(evidence["duration"] > 0 for evidence in heard)
    assert 8 == len(sandbox.opened)


def test_whoever_watches_sees_no_pass_before_every_row_has_ended(tmp_path):
    course = a_course(tmp_path, SUITE, limits='[matrix]\nstart_methods = ["spawn", "forkserver"]\n')
    setting = judge.Setting(course, course.exercise(SLUG))
    seen, heard = [], []
    job = judge.Job(a_submission(), Sandboxes(lambda **_: SimpleNamespace(row="")), 1, watch=seen.append)
    judge.stream(setting, [job], heard.append)
    outcomes = ["".join(check["outcome"][0] for check in checks_in(evidence).values()) for evidence in seen]

    assert ["bb", "bb", "bb", "bb", "pb", "pp"] == outcomes
    assert ["passed", "passed"] == [check["outcome"] for check in checks_in(heard[0]).values()]
