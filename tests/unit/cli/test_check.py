"""One round of `grade check`: what is shown, and what it comes to."""

import json
from types import SimpleNamespace

import pytest

from grader import pipeline
from grader.cli.check import Request, Round
from grader.cli.targets import Task
from grader.course import Course, Exercise
from grader.errors import CourseError, UsageError, WorkerError
from grader.intake import Delivery
from grader.judge import setting
from tests.support.reports import a_check, a_report
from tests.unit.cli.test_console import a_console

SLUGS = ("one", "two", "three", "four", "five", "six", "seven")
FULL = a_report(a_check())
LOST = a_report(a_check(outcome="failed"))
WITHHELD = a_report(outcome="withheld", reason="The suite has a mistake.")


@pytest.fixture
def judging(monkeypatch, tmp_path):
    """A round in which judging yields these reports, or fails so."""

    def start(*results, json=False, verbose=False, same=False):
        coming = iter(results)

        def grade(*_arguments, **_options):
            result = next(coming)
            if isinstance(result, BaseException):
                raise result
            return result

        monkeypatch.setattr(pipeline, "grade", grade)
        slugs = ["one" if same else name for name in SLUGS][: len(results)]
        tasks = [
            Task(Exercise(slug, slug, tmp_path, f"{slug}.py"), Delivery(tmp_path / f"{number}.py"), f"{number}.py")
            for number, slug in enumerate(slugs)
        ]
        console, out, err = a_console(terminal=False)
        course = Course(root=tmp_path, title="Concurrency")
        request = Request(targets=(), here=tmp_path, json=json, verbose=verbose)
        code = Round(
            request,
            course,
            tasks,
            SimpleNamespace(isolation="process", rest=lambda: None, finish=lambda: None),
            console,
        ).run()
        return code, out.getvalue(), err.getvalue()

    return start


@pytest.mark.parametrize(
    ("reports", "code"),
    [
        ([FULL], 0),
        ([LOST], 1),
        ([WITHHELD], 3),
        ([FULL, LOST], 1),
        ([LOST, WITHHELD, FULL], 3),
        ([a_report(a_check(), a_check(outcome="failed", worth=1.0, bonus=True))], 0),
        ([a_report(a_check(), a_check(outcome="failed", worth=1.0), a_check(worth=1.0, bonus=True))], 0),
        ([a_report(a_check(), a_check(outcome="failed", worth=1.0), a_check(worth=0.5, bonus=True))], 1),
        ([a_report(a_check(worth=0.0))], 0),
    ],
)
def test_withheld_outweighs_lost_points_and_these_outweigh_full_marks(judging, reports, code):
    assert code == judging(*reports)[0]


def test_the_graders_own_failure_costs_one_task_alone(judging):
    code, out, err = judging(LOST, ZeroDivisionError("of a suite"), FULL)

    assert 3 == code
    assert " one     0 / 2\n two     withheld\n three   2 / 2\n" in out
    assert "the grader itself failed (ZeroDivisionError). two was not judged." in err


def test_a_machine_that_fails_costs_one_task_alone(judging):
    code, out, err = judging(WorkerError("no process could be started"), FULL, json=True)

    reports = json.loads(out)["reports"]
    assert (3, ["withheld", "judged"]) == (code, [report["outcome"] for report in reports])
    assert "The grader could not judge this: no process could be started" == reports[0]["reason"]
    assert "one was not judged. That is this machine's or the grader's fault" in err


def test_a_suite_that_cannot_be_read_is_not_read_again_to_say_so(judging, monkeypatch):
    def unreadable(*_):
        raise PermissionError("the suite")

    monkeypatch.setattr(setting, "digest", unreadable)
    code, out, _ = judging(PermissionError("the suite"), FULL, json=True)

    assert (3, ["withheld", "judged"]) == (code, [report["outcome"] for report in json.loads(out)["reports"]])


def test_what_is_known_counts_and_is_not_judged_again(monkeypatch, tmp_path):
    """Of three exercises one is judged: one page, and the table of all."""
    monkeypatch.setattr(pipeline, "grade", lambda *_arguments, **_options: LOST)
    tasks = [
        Task(Exercise(slug, slug, tmp_path, f"{slug}.py"), Delivery(tmp_path / f"{slug}.py"), f"{slug}.py")
        for slug in ("one", "two", "three")
    ]
    console, out, _ = a_console(terminal=False)
    known = {tasks[0]: FULL, tasks[2]: WITHHELD}
    request = Request(targets=(), here=tmp_path)
    a_round = Round(
        request,
        Course(root=tmp_path, title="C"),
        tasks,
        SimpleNamespace(isolation="process", rest=lambda: None),
        console,
        known=known,
    )

    assert 3 == a_round.run()
    assert out.getvalue().startswith("two   0 / 2\n")
    assert out.getvalue().endswith("\n one     2 / 2\n two     0 / 2\n three   withheld\n total   2 / 4, 1 withheld\n")
    assert 1 == out.getvalue().count("One call of increase() adds exactly one.")
    assert [FULL, LOST, WITHHELD] == [report for _, report in a_round.judged]


def test_a_mistake_in_the_course_ends_the_round(judging):
    with pytest.raises(CourseError):
        judging(FULL, CourseError([]), FULL)


def test_a_file_that_is_not_there_costs_one_task_of_several(judging):
    with pytest.raises(UsageError):
        judging(UsageError("there is no file one.py"))
    code, out, err = judging(UsageError("there is no file one.py"), FULL)

    assert 3 == code
    assert "2 / 2" in out
    assert "there is no file one.py" in err
    assert "one was not judged.\n" in err
    assert "fault" not in err


def test_an_interruption_keeps_what_was_judged(judging):
    code, out, err = judging(FULL, KeyboardInterrupt(), FULL, json=True)

    assert (130, 1) == (code, len(json.loads(out)["reports"]))
    assert "Interrupted. Judged: one. Not judged: two, three.\n" == err


def test_an_interruption_of_a_whole_course_does_not_list_it(judging):
    err = judging(KeyboardInterrupt(), *[FULL] * 6)[2]

    assert "Interrupted. Nothing was judged. Not judged: one, two, three, four, five and 2 more.\n" == err


def test_an_interruption_of_the_first(judging):
    assert "Interrupted. Nothing was judged. Not judged: one.\n" == judging(KeyboardInterrupt())[2]


def test_files_for_the_same_exercise_are_told_apart(judging):
    out = judging(FULL, LOST, same=True)[1]

    assert "one  0.py   2 / 2" in out
    assert "one  1.py   0 / 2" in out


def test_what_has_just_changed_is_laid_out_before_it_is_judged_if_it_can_be(tmp_path):
    hurried = []
    workers = SimpleNamespace(hurry=lambda submission, limits: hurried.append((submission.source, limits)))
    task = Task(Exercise("one", "one", tmp_path, "one.py"), Delivery(tmp_path / "one.py"), "one.py")
    request = Request(targets=(), here=tmp_path)
    current = Round(request, Course(root=tmp_path, title="C"), [task], workers, a_console(terminal=False)[0])

    current.expect(task)  # it is away for a moment
    (tmp_path / "one.py").write_text("x = 1\n")
    current.expect(task)

    assert [("x = 1\n", task.exercise.limits)] == hurried
