"""One submission, judged as on a platform, with real workers."""

from textwrap import dedent

import pytest

from grader.errors import UsageError, WorkerError
from grader.intake import Delivery
from grader.lms import judged as judging
from grader.lms.judged import judged, workers_within
from grader.lms.seed import seed_of
from tests.support.marks import AFTER, BEFORE, an_occasion
from tests.support.platforms import GOOD, NO_PYTHON, a_course


@pytest.fixture(scope="module")
def workers():
    with workers_within("process") as opened:
        yield opened


def a_judgement(workers, tmp_path, source, *, now=BEFORE, **course):
    made = a_course(tmp_path / "course", **course)
    submission = tmp_path / "submission"
    submission.mkdir()
    if source is not None:
        (submission / "double.py").write_text(dedent(source))
    delivery = Delivery(submission, neighbours=True)
    return judged(made, made.exercise("double"), delivery, an_occasion(), workers, now=now)


def test_a_program_is_judged_with_a_seed_of_its_own(workers, tmp_path):
    found = a_judgement(workers, tmp_path, GOOD)

    assert (10.0, False) == (found.report.points, found.syntax_only)
    assert found.remarks[0].startswith("Python 3.")
    assert 0 < found.report.seed


def test_what_is_no_python_is_told_apart(workers, tmp_path):
    found = a_judgement(workers, tmp_path, NO_PYTHON)

    assert (0.0, True) == (found.report.points, found.syntax_only)


def test_hidden_checks_wait_until_the_exercise_is_due(workers, tmp_path):
    early = a_judgement(workers, tmp_path / "early", GOOD, exercise_more='hidden_checks = "when_due"')
    late = a_judgement(workers, tmp_path / "late", GOOD, now=AFTER, exercise_more='hidden_checks = "when_due"')

    assert ("pending", 10.0) == (early.report.fault, early.report.max_points)
    assert 10.0 == late.report.points


def test_what_is_not_there_is_asked_for_by_name(workers, tmp_path):
    made = a_course(tmp_path / "course")
    found = judged(made, made.exercise("double"), Delivery(tmp_path / "nowhere"), an_occasion(), workers, now=BEFORE)

    assert ("delivery", "Nothing was handed in. Hand in double.py.") == (found.report.fault, found.report.reason)


def test_only_what_is_not_there_was_not_handed_in(workers, tmp_path, monkeypatch):
    """Whatever else is wrong is no fault of whoever handed in."""

    def refuse(*_, **__):
        raise UsageError("there is no such tier")

    monkeypatch.setattr(judging.pipeline, "grade", refuse)

    with pytest.raises(UsageError, match="there is no such tier"):
        a_judgement(workers, tmp_path, GOOD)


def test_where_the_suite_could_be_read_nothing_is_run(monkeypatch):
    workers = _Open()
    monkeypatch.setattr(judging, "open_workers", lambda _: workers)

    with (
        pytest.raises(WorkerError, match="this machine cannot keep a program from reading the suite"),
        workers_within(None),
    ):
        pass
    assert workers.closed


class _Open:
    isolation = "process"

    closed = False

    def close(self):
        self.closed = True


def test_a_seed_depends_on_suite_work_and_author():
    seeds = {seed_of("s", "w", "a"), seed_of("t", "w", "a"), seed_of("s", "x", "a"), seed_of("s", "w", None)}

    assert 4 == len(seeds)
    assert seed_of("s", "w", "a") == seed_of("s", "w", "a")
